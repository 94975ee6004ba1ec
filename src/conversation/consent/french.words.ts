/** Word lists of the French rules, read by `rules` (`pattern.ts`). */
export const FRENCH = {
  BREAK: `et mais car parce quand si ou`,
  ARRET: `
    arret(e|ez|er|es|ons) cess(e|ez|er|es) stop(p|)(e|ez|er|) fin(ir|is|issez) termin(e|ez|er)
    interromp(re|ez|s) suspend(re|ez|s) evit(e|ez|er) veuillez_(arreter|cesser) stop assez marre mettez_fin
    mettre_fin fin finis halte basta ca_suffit suffit y_en_a_marre ras_le_bol
  `,
  NE: `ne n`,
  CL: `essay(e|ez|er)(_de|) tent(e|ez|er)(_de|) me nous moi lui les le la en y ca te se`,
  /** As imperatives and infinitives; the participle is not among them: "vous ne m'avez pas écrit". */
  ECRIS: `
    (re|r|)(envo(ye|yez|yer|yes|ie|ies|i|iez|yiez)|ecri(s|vez|re|ve|ves|viez)|contact(e|ez|er|es|iez)|
      text(e|ez|er|es|ote|otez|oter)|spam(m|)(e|ez|er|es)|harcel(e|ez|er|es)|embet(e|ez|er|es)|emmerd(e|ez|
      er|es)|derang(e|ez|er|es)|messag(e|ez|er)|saoul(e|ez|er|es)|soul(e|ez|er|es)|relanc(e|ez|er)|appel(l|
      )(e|ez|er|es)|parl(e|ez|er|es)|solicit(e|ez|er)|sollicit(e|ez|er|es)|sms|importun(e|ez|er|es)|ennuy(e|
      ez|er)|notifi(e|ez|er)|rappel(l|)(e|ez|er)|inond(e|ez|er)|bombard(e|ez|er)|pollu(e|ez|er)|gonfl(e|ez|
      er)|fai(tes|s|re)_chier|casse(z|r|)_les_(pieds|couilles)|repond(s|ez|re)|prevenir|adress(e|ez|er))
  `,
  TEXTS: `
    messages? sms textos? msgs? notifs? notifications? spams? rappels mails? pubs? publicites? publicitaires
    alertes? texts? message envois? communications? newsletters_sms sollicitations? promos? demarchage
    invitations?
  `,
  CA: `
    ca rien cela tout trucs? betises conneries conneries_la merdes? quoi_que_ce_soit saletes machins?
    choses?
  `,
  VEUX: `
    veux souhaite voudrais aimerais desire voulons souhaitons souhaiterais veut veu prefere prefererais
    tiens_a autorise consens accepte ai_besoin besoin interesse interessee?s? envie demande
  `,
  RETIRE: `
    (retir|supprim|enlev|effac|ray|raye|ot|vir|sort|oubli|degag|desinscri|desabonn|elimin|radi|ejec|ejecte|
      bloqu|exclu|efface|barr|tir|sup|delet|desactiv)(e|ez|er|es|s|re|vez|ve|ir|is|re|ons|iez)
  `,
  NUMERO: `
    (mon|ce|notre|le|mes|cette|ma|son)_(numero|num|contact|nom|tel|telephone|portable|mobile|ligne|
      coordonnees|donnees|adresse)(_de_(telephone|tel|portable)|) mes_(coordonnees|donnees|infos) mon_mari
    ma_femme ma_mere mon_fils ma_fille
  `,
  LISTE: `
    listes?(?!_(de_|des_|du_)(?!sms|messages?|contacts?|envois?|destinataires|diffusions?|distribution|
      notif|textos?|marketing)) base bases contacts repertoire fichiers? groupe service diffusion envois?
    systeme ici abonnement carnet discussion conversation TEXTS
  `,
  DE: `
    de des du la votre vos ta tes ton cette ces ce le les l toutes? tous tout ici leur d a sur mon mes par
    pour en dans ma vos_foutus aux au recevoir envoyer vos_putains_de donnees envoi avec genre type sortes?
  `,
  FIN: `
    sur_ce_numero a_ce_numero plus jamais svp merci la ici monsieur madame urgent vous toi sinon de_suite
    aussi bonne journee soiree cordialement des_maintenant desormais dorenavant a_lavenir a_l_avenir chip
    moi rapidement au_plus_vite vite des_que_possible le_robot non stop je vous en prie compris hein oui
    au_revoir ok du_tout ca_suffit
  `,
  BEGIN: `
    bon mais bonjour bonsoir salut je vous tu nous on il veux voudrais souhaite souhaiterais aimerais peux
    pouvez pourriez pourrais peut me moi de a d pour faut demande prie veuillez voulez bien non oui chip
    monsieur madame desole desolee dsl pardon alors donc ah oh eh allez stop comment ca urgent c est que qu
    en ete etre avoir faire fais faites lieu possible moyen juste plait prière priere dois serait gentil
    avez puis puisje
  `,
};
