import { FRENCH } from './french.words.ts';
import { rules } from './pattern.ts';

/** Said anywhere, the text asks for the opposite. */
export const opposite = rules(
  FRENCH,
  String.raw`
    (NE|surtout)? (surtout)? (arret|cess|stopp)(e|ez|es|er) .. (pas|surtout_pas|jamais) !(vous|de_vous)
    (ne|n|surtout) (me)? (desabonn|desinscri|retir|supprim|enlev|effac)\w* (moi)? (pas|surtout_pas|jamais)
    (ne|n) (veux|souhaite|voudrais) (pas|plus) etre (retir|supprim|desinscri|desabonn|enlev)\w*
    surtout (ne|n)? (me|pas)* (desabonn|desinscri|retir|supprim|enlev|arret|cess)\w*
    continu(e|ez|er) (a|de|d|comme|avec|les)
    (veux|voudrais) (pas|plus) (rater|manquer|me_desabonner|perdre)
  `,
);

/** Somebody else, another time, what was, and messages from elsewhere. */
export const notSo = rules(
  FRENCH,
  String.raw`
    (app|appli|application|serveur|code|slack|discord|github|linkedin|facebook)
    (ex|mere|pere|patron|chef|ami|amie|copain|copine|frere|soeur|quelqu_un|voisin|collegue|gars|il|elle|ils|
        pluie|chat|chien|gens) .. (n|ne|de_arreter|dit|a_dit|veut)
    (si|quand|avant|si_un_jour) (je|on|j|tu|vous|nous|quelqu_un|un_jour) !(continuez|continues)
    (on|vous|ils) (me|nous) (a|avez|ont) (retir|supprim|enlev|desabonn|desinscri|vir)\w*
    (je_me_suis|me_suis) (desabonn|desinscri)\w*
    que (mon|ma|le|la) \w+ (arrete|cesse)
    (je|on|nous) (ne|n)? (recois|recevons|recoit|arrive|peux|trouve|vois|comprends|sais|connais) (plus|pas)
    (tu|vous) (ne|n)? (me)? (ECRIS|avez|as|envoyez) (plus|pas|jamais) .. (depuis|pourquoi)
    ECRIS .. (avant|apres|pendant|quand|tant_que|la_nuit|le_soir|le_matin|si_tard|si_tot|ce_soir|aujourd)
    (veux|voudrais|voulais|souhaite) (pas|plus) (vous|te|te|les|le|la)?
        (deranger|embeter|ennuyer|importuner|rater|manquer|perdre|spammer)
    (arret|cess|stopp)(e|ez) (de|d|a|les|mes)? (etudes|fumer|boulot)
    (ne|n)? (me)? ECRIS (plus|pas) (le|la|l) (lien|adresse|programme|code|photo|fichier)
  `,
);

/** What people cancel, stop and leave besides texts. */
export const about = rules(
  FRENCH,
  String.raw`
    (billets?|inscription|atelier|ateliers|reservation|places?|evenements?|newsletter|site|web|attente|
        attendre|conteneur|docker|serveur|processus|linux|programme|code|cours|stage|boulot|travail|emploi|
        job|rendez|rdv|reunion|soiree|conference|conferences|orateurs?|benevoles?|participants?|invites?|
        bus|tram|train|metro|gare|pluie|repas|diner|pizza|cafe|photo|photos|video|compte|github|slack|
        discord|netflix|facebook|utilisateurs?|clients?|application|appli|app|hackathon|bootcamp|examen|
        ecole|fac|universite|branche|tableau|colonne|salle|parking|covoiturage|musique|porte|lundi|mardi|
        mercredi|jeudi|vendredi|samedi|dimanche|demain|semaine|week|mois|projet|details|depuis|formation|
        candidature|entretien|vol|cv|cookies|gluten)
  `,
);

/** How questions begin that ask for an answer. */
export const question = rules(
  FRENCH,
  String.raw`
    ^ (hey|hi|ok|wait|attends|ah|oh|sorry|coucou|et|mais|alors|bonjour|salut|dis|dites|euh|donc|question|
        pardon)* (pourquoi|quand|ou|comment_(?!ca_)\w+|est_ce|qu_est|que_se|que_est|quel|quelle|quels|
        quelles|qui|que|puis_je|peut_on|vous_avez|tu_as|il_y_a|il_n_y|on_se|on_s|avez_vous|as_tu|y_a|
        c_est_quoi|c_etait|combien_(?!de_fois)|a_quelle|je_peux_(?!me_|etre_)|si|vais_je|dois_je|faut_il|
        ca_(fini|commence|marche|cout|va_|se_|s_)\w*|est_il|le_\w+_est|la_\w+_est)
  `,
);
