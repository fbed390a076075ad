"""The ISO codes that a dossier may write: countries (3166-1), languages (639-1), and those of the Union."""

from __future__ import annotations

_PAYS = """
    AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ
    CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO
    FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE
    JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO
    MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW
    PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM
    TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW
"""
PAYS = frozenset(_PAYS.split())

_LANGUES = """
    aa ab ae af ak am an ar as av ay az ba be bg bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el en
    eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu ja
    jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb
    nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg sh si sk sl sm sn so
    sq sr ss st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu
"""
LANGUES = frozenset(_LANGUES.split())

# The Member States, and the United Kingdom as it was one: the rules say which may still receive a certificate.
_ETATS = """
    AT BE BG CY CZ DE DK EE ES FI FR GB GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK
"""
ETATS = tuple(_ETATS.split())

# The thirty-nine categories of section g) 3 of the certificate, in its order (CPP 694-32, then D48-24).
_CATEGORIES = """
    organisation_criminelle terrorisme traite_etres_humains exploitation_sexuelle_enfants trafic_stupefiants
    trafic_armes corruption fraude blanchiment faux_monnayage cybercriminalite environnement aide_sejour_irregulier
    homicide_coups_graves trafic_organes enlevement_otage racisme_xenophobie vol_organise_arme
    trafic_biens_culturels escroquerie racket_extorsion contrefacon_produits faux_documents_administratifs
    faux_moyens_paiement trafic_hormones trafic_nucleaire trafic_vehicules_voles viol incendie_volontaire crimes_cpi
    detournement_aeronef_navire sabotage circulation_routiere contrebande propriete_intellectuelle menaces_violences
    destruction_degradation vol obligations_ue
"""
CATEGORIES = tuple(_CATEGORIES.split())

# The currencies of ISO 4217, and those that Member States had before the euro.
_DEVISES = """
    AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF
    CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG
    HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA
    MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD
    RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX
    USD UYU UZS VES VND VUV WST XAF XCD XOF XPF YER ZAR ZMW ZWL
    CYP EEK HRK LTL LVL MTL ROL SIT SKK
"""
DEVISES = frozenset(_DEVISES.split())
