import { FRENCH } from './french.words.ts';
import { rules } from './pattern.ts';

/** Threats and repetitions, often in the form of a question or a condition. */
export const insists = rules(
  FRENCH,
  String.raw`
    (combien_de_fois|deja_dit|je_vous_ai|je_te_ai|je_ai_deja|on_vous_a|repete) ~
        (dit|demande|dire|stop|arret\w*|repeter) ~ (stop|arret\w*|non|cess\w*|plus)
    (si|prochain|prochaine|encore|un_autre|la_prochaine_fois) ~
        (TEXTS|ECRIS|continuez|continues|recommencez|fois) ~ (plainte|signal\w*|avocat|police|bloqu\w*|
        denonc\w*|cnil|tribunal|poursui\w*)
    continue\w* ~ (plainte|signal\w*|avocat|police|bloqu\w*|denonc\w*)
    (plainte|signal\w*|avocat|police|bloqu\w*|denonc\w*|cnil) ~ si ~
        (ECRIS|TEXTS|continue\w*|arret\w*|recommence\w*)
    que est ce que vous ne comprenez pas dans ~ (stop|arret\w*|non)
  `,
);

/** The texts are to end, whatever else the clause mentions. */
export const optOut = rules(
  FRENCH,
  String.raw`
    ARRET (de|d|avec|a|aux|les|vos|tes|ces|tous|le|cet|cette) ... (ECRIS|TEXTS)
    ARRET (moi|nous)? (ca|la|tout|tout_ca) (de|avec)? ... (ECRIS|TEXTS)
    <!(tu|vous|il|elle|on|ils|elles|qui|je)(_ne|_n|)(_me|_nous|) (NE)? CL* ECRIS CL* ..
        (plus|jamais|rien|aucun|aucune) !(tard|souvent|vite|tot|de_(infos?|informations?|details?|temps)|
        precisement)
    (NE|merci_de_ne|de) CL* (plus|jamais|pas|rien) CL* (ECRIS|etre_contactee?)
    (que|q) (vous|tu) (NE)? (me|m|nous) \w+iez plus
    (je|on|nous|j|veux|souhaite|voudrais) (NE)? (VEUX|en_veux|veux) .. (plus|pas|rien|aucun|jamais) ...
        (TEXTS|contactee?|ECRIS|recevoir|entendre|sollicitee?|derangee?|rien|quoi_que)
    (ne|n) (VEUX|voulons) (plus|pas) ... (infos?|informations?)
    (VEUX) (ne|n|que_vous_ne|que_tu_ne)? (plus|pas|rien) ...
        (TEXTS|contactee?|ECRIS|recevoir|entendre|liste)
    (je|on) (NE)? (en)? (veux|voulons|souhaite|desire) (plus|pas) (CA|de_ca|tout_ca|FIN)* $
    (je|on|nous) (NE)? (en)? (veux|voulons|souhaite|desire|voudrais) (plus|pas)
        (etre|faire_partie|figurer|rester|de) ... (LISTE|contactee?)
    (laiss|fich|fout|fou|lach)(e|ez|er|es|s) .. (tranquilles?|paix|grappe|camp|en_paix|baskets|couilles|
        seule?|respirer)
    (foutez|fous|fichez|fiche) .. (paix|camp)
    (lachez|lache|oubliez|oublie) (moi|nous|NUMERO|mon_num) FIN* $
    (je|on) (NE)? (en)? (ai|en_ai|avons) (plus)? .. (marre|assez|ras_le_bol|plein_le_dos) ...
        (TEXTS|CA|ECRIS|vous)
    (marre|assez|ras_le_bol|saoule|gavee?|fatiguee?) (de|par|du|des) ... (TEXTS|ca|contacts)
    (retire|revoque|annule|retirer|revoquer) .. (consentement|accord|autorisation|permission)
    (jamais|pas|aucun|ni) (donne|consenti|autorise|accepte|demande|souscrit) ... (TEXTS|accord|numero|
        consentement|autorisation|ECRIS|recevoir|contactee?|ca|rien)
    (vais|va|allons|vous|te|je|le) (te|vous|devoir)? (signale|signaler|bloque|bloquer|denonce|denoncer|
        porter_plainte|porte_plainte|signalerai|bloquerai|attaque) (comme|a|vous|ce_numero|ton_numero|
        votre_numero|pour|aux|la|spam|harcelement|police|si|cnil|de|plainte|en|ce|le|numero|du)* $
    (que|si) (vous|tu) (arret|cess)(ez|iez|es|eriez|erais) (CA|FIN)* $
    (veux|souhaite|voudrais) (plus|pas) participer (a|CA|FIN)* $
    (ne|n) (me) (ajout|inclu|inscri)\w* (pas|plus) .. DE* LISTE
    personne .. (ne|n)? VEUX ... TEXTS
    (ne|n) (gard|utilis|conserv|enregistr|partag|diffus|communiqu)(e|ez|er|es) (pas|plus) NUMERO
    plus besoin (de|d|des|du) DE* (TEXTS|recevoir)
  `,
);

/** Nothing but the end itself. */
export const bare = rules(
  FRENCH,
  String.raw`
    <!(vous|tu|nous|n|ne) (arretez|stoppez) (CA|FIN)* $.
    ^ BEGIN* ARRET (CA|la|tout|de_suite|le_harcelement|maintenant|avec_ca|FIN|le_massacre)* $.
  `,
);

/** What is said of other things too: lists, cancelling, switching off. */
export const optOutUnlessAbout = rules(
  FRENCH,
  String.raw`
    ^ BEGIN* (plus|pas|aucune?|assez|stop|fin|zero|jamais|non|ras_le_bol|marre|ni)
        (de|d|aux|a|le|les|jamais|plus)* (aucun|aucune|DE)* TEXTS (DE|FIN|TEXTS|numero)* $.
    ^ BEGIN* plus rien (de_votre_part|de_vous|FIN)* $
    (arret(e|ez|er)|cess(e|ez|er)|stoppez) ~ (TEXTS|(me|nous)_ECRIS)
    (ne|n) ~ (veux|souhaite|voudrais|desire|aimerais) ~ (plus|pas) ~ (TEXTS|contactee?|(me|nous)_ECRIS)
    RETIRE (moi|nous|NUMERO) ~ (de|des|du) ~ LISTE
    (me|nous) ~ RETIRE ~ (de|des|du) ~ LISTE
    ~ (desabonner|desinscription|desinscrire|desabonnement) FIN* $.
    (desabonn|desinscri|radi|desinscriv)\w* (moi|nous|NUMERO|me)
    (me|nous|m) (desabonn|desinscri)\w* (de|des|du|DE|LISTE|FIN)* $
    (me|nous|m) (desabonn|desinscri)\w* (de|des|du|d) DE* (LISTE|TEXTS)
    (desabonn|desinscri)\w* (de|des|du|d) DE* (LISTE|TEXTS)
    RETIRE (moi|nous|me|NUMERO) (de|des|du|d)? DE* LISTE
    RETIRE (moi|nous|NUMERO) (de)? FIN* $
    (me|nous|m) RETIRE (de|des|du|d)? DE* (LISTE|tout|ca)? FIN* $
    (me|nous|m) RETIRE (de|des|du|d) DE* (LISTE)
    RETIRE (le|la) (de|du|des) DE* LISTE
    (demande|souhaite|exige|veux|voudrais|solicite|sollicite|demandons) (la|le|une|un|ma|mon)? (suppression|
        desinscription|retrait|desabonnement|radiation|effacement|resiliation|arret)
    confirm\w* (ma|mon|la|que) .. (desinscri|retrait|retir|suppression|supprim|desabonn)\w*
    (quitter|quitte|sortir) DE* LISTE FIN* $
    (essay|tent)(e|ez|er) (plus|pas|jamais) de (me|nous) ECRIS
    (devez|dois|faut|doit|allez|vas|pouvez|peux|vais_te_demander_de|voulez)
        (tous|bien|absolument|que_tu|que_vous)* (arret|cess|stopp)\w* (de|d|avec|les|vos|tes|ces|ca) ...
        (ECRIS|TEXTS|ca)
    demande de (suppression|desinscription|retrait|desabonnement|radiation|resiliation)
    (veux|souhaite|voudrais|aimerais|demande|desire|peux|puis_je|exige|faut) .. etre
        (desinscri|desabonn|retir|supprim|enlev|effac|ray|radi)\w* (de|des|du|d|DE|LISTE|FIN)* $
    ^ BEGIN* RETIRE (le)? (numero|num|contact) FIN* $
    ^ BEGIN* (resili|annul|stopp|arret|desactiv|coup|termin|cess|supprim|suspend|bloqu)(e|ez|er|es|re)
        (avec)? DE* (TEXTS|abonnement|service|inscription|tout|ca|LISTE|ECRIS) (DE|FIN|TEXTS)* $
    (ca|cela|vos_messages|TEXTS) (ne|n)? (me)? (interesse|interessent) (plus|pas) (FIN|du_tout|vos|TEXTS)*
        $.
    (sortir|partir|quitter|sors|sortez) (moi|me)? DE* (liste|listes|groupe|diffusion)
    (plus|pas) (figurer|etre|apparaitre|rester|faire_partie|sur|dans) .. DE*
        (liste|listes|base|contacts|repertoire|groupe)
    (jamais|pas) (me_suis|suis|inscrite?|abonnee?|demande|souscrit) ..
        (inscrite?|abonnee?|a_ca|a_vos|ca|TEXTS|FIN)* $
    veuillez (ARRET|RETIRE|cesser) (tout|toute|toutes|tous|ca|cela|DE|LISTE|TEXTS|communication|contact|
        FIN)* $
  `,
);
