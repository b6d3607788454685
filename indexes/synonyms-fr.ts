/** French, and its English. With a `?` a word counts only beside other French ones, for it is English, too. Compiled for Lectern. */
export const FRENCH = `
coeur: heart | cardiac; cardiaque, cardiaques: cardiac | heart; insuffisance cardiaque: heart failure; infarctus: infarction; infarctus du myocarde: myocardial infarction
crise cardiaque: heart attack | myocardial infarction; arret cardiaque: cardiac arrest; trouble du rythme, arythmie: arrhythmia; fibrillation auriculaire: atrial fibrillation
maladie cardiaque, maladies cardiaques: heart disease; maladie cardiovasculaire, maladies cardiovasculaires: cardiovascular disease; hypertension arterielle: hypertension
tension arterielle, pression arterielle: blood pressure; hypotension: hypotension; accident vasculaire cerebral, avc?: stroke; cerveau: brain; cerebral?, cerebrale: cerebral | brain
hemorragie cerebrale: intracerebral hemorrhage; tumeur cerebrale, tumeurs cerebrales: brain tumor; meningite: meningitis; demence: dementia; maladie d'alzheimer: alzheimer disease
maladie de parkinson: parkinson disease; sclerose en plaques: multiple sclerosis; epilepsie: epilepsy; cephalee, cephalees, mal de tete, maux de tete: headache; vertige, vertiges: vertigo
sommeil: sleep; insomnie: insomnia; troubles du sommeil: sleep disorders; apnee du sommeil: sleep apnea; memoire: memory; anxiete, angoisse: anxiety; depression?: depression
trouble bipolaire: bipolar disorder; schizophrenie: schizophrenia; dependance, toxicomanie: addiction; alcoolisme: alcoholism; troubles alimentaires: eating disorders; autisme: autism
cancer du sein: breast cancer; cancer du poumon: lung cancer; cancer de la prostate?: prostate cancer; cancer colorectal?: colorectal cancer; cancer du colon?: colon cancer
cancer de la peau: skin cancer; cancer de l'estomac: gastric cancer; cancer du foie: liver cancer; cancer du pancreas?: pancreatic cancer; cancer du rein: kidney cancer
cancer de l'ovaire: ovarian cancer; cancer de la vessie: bladder cancer; cancer du col de l'uterus: cervical cancer; cancer de la thyroide: thyroid cancer; leucemie: leukemia
lymphome: lymphoma; tumeur, tumeurs: tumor; tumeur maligne: malignant tumor; metastase, metastases?: metastasis | metastases; maligne, malin: malignant; benigne, benin: benign
radiotherapie: radiotherapy; chimiotherapie: chemotherapy; immunotherapie: immunotherapy; traitement, traitements: treatment | therapy; soigner: treat; guerison: recovery | healing
medicament, medicaments: drug | medication; effet secondaire, effets secondaires, effets indesirables, effet indesirable: side effect | adverse effect; antalgique, antidouleur: analgesic
anticoagulant?, anticoagulants?: anticoagulant; anti-inflammatoire: anti inflammatory; antibiotique, antibiotiques: antibiotics; vaccin, vaccins: vaccine; vaccination: vaccination
immunitaire: immune; systeme immunitaire: immune system; immunite: immunity; poumon, poumons: lung; pulmonaire, pulmonaires: pulmonary | lung; pneumonie: pneumonia
embolie pulmonaire: pulmonary embolism; maladie pulmonaire: lung disease; bronchite: bronchitis; bronchiolite: bronchiolitis; essoufflement, dyspnee: dyspnea; toux: cough
coqueluche: whooping cough; rhume: common cold; grippe: influenza; asthme: asthma; rhume des foins: hay fever; voies respiratoires: respiratory tract; respiration?: breathing
tuberculose: tuberculosis; fievre: fever; infection nosocomiale, infections nosocomiales: nosocomial infection; septicemie: sepsis; rougeole: measles; varicelle: chickenpox
zona?: herpes zoster; oreillons: mumps; contagieux, contagieuse: contagious | infectious; paludisme: malaria; sida?: acquired immunodeficiency syndrome | AIDS; vih: HIV
diabete: diabetes; diabete de type 2: type 2 diabetes; diabete de type 1: type 1 diabetes; diabete gestationnel: gestational diabetes; glycemie: blood glucose; insuline: insulin
thyroide: thyroid; hypothyroidie: hypothyroidism; hyperthyroidie: hyperthyroidism; obesite: obesity; surpoids: overweight; perte de poids: weight loss; alimentation: diet | nutrition
regime alimentaire: diet; denutrition, malnutrition: malnutrition; estomac: stomach | gastric; gastrique: gastric; ulcere, ulceres: ulcer; oesophage: esophagus | esophageal
reflux gastro-oesophagien: gastroesophageal reflux; intestin, intestins: intestine | bowel; intestinal, intestinale: intestinal; flore intestinale: gut microbiota; douleur abdominale: abdominal pain
syndrome de l'intestin irritable: irritable bowel syndrome; maladie de crohn: crohn disease; maladie coeliaque: celiac disease; appendicite: appendicitis; vomissement, vomissements: vomiting
nausee, nausees: nausea; diarrhee: diarrhea; constipation: constipation; hemorroides: hemorrhoids; foie?: liver; hepatique: hepatic | liver; cirrhose: cirrhosis; hepatite: hepatitis
steatose hepatique: fatty liver; calcul biliaire, calculs biliaires: gallstone; ictere, jaunisse: jaundice; pancreatite: pancreatitis; rate?: spleen; rein?, reins: kidney
renal?, renale: renal | kidney; insuffisance renale: renal failure | kidney failure; maladie renale: kidney disease; greffe de rein, greffe renale, transplantation renale: kidney transplantation
calcul renal, calculs renaux: kidney stone; dialyse: dialysis; vessie: bladder; cystite: cystitis; infection urinaire, infections urinaires: urinary tract infection; urinaire: urinary
incontinence urinaire: urinary incontinence; sang?: blood; sanguin, sanguine?: blood; anemie: anemia; hemorragie, saignement, saignements: bleeding | hemorrhage; vaisseaux: vessels
thrombose: thrombosis; thrombose veineuse profonde: deep vein thrombosis; phlebite: deep vein thrombosis | phlebitis; transfusion sanguine: blood transfusion; veine, veines: vein
artere, arteres: artery; atherosclerose: atherosclerosis; varices?: varicose veins; moelle osseuse: bone marrow; moelle epiniere: spinal cord; cellule souche, cellules souches: stem cell
os?: bone; osseux, osseuse: bone; osteoporose: osteoporosis; fracture de la hanche, fracture du col du femur: hip fracture; hanche: hip; genou, genoux: knee
prothese de hanche: hip replacement; prothese de genou, prothese du genou: knee replacement; articulation?, articulations?: joint; arthrose: osteoarthritis; arthrite: arthritis
polyarthrite rhumatoide: rheumatoid arthritis; goutte: gout; rhumatisme: rheumatism; muscle: muscle; musculaire: muscular | muscle; mal de dos: back pain; lombalgie: low back pain
epaule: shoulder; colonne vertebrale: spine; hernie discale: herniated disc; tendon: tendon; pied, pieds: foot; cheville: ankle; poignet: wrist; coude: elbow; chute?, chutes?: falls
peau: skin; eczema: eczema; prurit, demangeaisons: pruritus; brulure, brulures: burns; plaie, plaies: wound; cicatrisation: wound healing; escarre, escarres: pressure ulcer
cicatrice: scar; melanome: melanoma; psoriasis: psoriasis; oeil, yeux: eye; retine: retina; decollement de la retine: retinal detachment; pression intraoculaire: intraocular pressure
cataracte: cataract; glaucome: glaucoma; myopie: myopia; cecite: blindness; dmla: age related macular degeneration; oreille, oreilles: ear; otite: otitis; surdite: deafness
perte auditive, perte d'audition: hearing loss; acouphene, acouphenes: tinnitus; gorge?: throat; mal de gorge: sore throat; nez: nose; bouche: mouth; dent?, dents: tooth | dental
carie, caries dentaires: dental caries; grossesse, grossesses: pregnancy; enceinte, enceintes: pregnant; accouchement: delivery | childbirth; naissance: birth; cesarienne: cesarean section
fausse couche: miscarriage; naissance prematuree, accouchement premature: preterm birth; premature?, prematures: preterm | premature; preeclampsie: preeclampsia; allaitement: breastfeeding
uterus: uterus; ovaire, ovaires: ovary; regles: menstruation; menopause: menopause; infertilite, sterilite: infertility; fertilite: fertility; contraception: contraception
enfant, enfants: child | children; nourrisson, nourrissons: infant; nouveau-ne, nouveau-nes: newborn; adolescents: adolescents; personnes agees, sujets ages: elderly | older adults
adultes: adults; femme?, femmes: women; homme, hommes: men; mere?, meres: mother; maladie, maladies: disease; maladie rare, maladies rares: rare disease; hereditaire: hereditary
congenital, congenitale: congenital; cardiopathie congenitale: congenital heart disease; mucoviscidose: cystic fibrosis; drepanocytose: sickle cell disease; maladie auto-immune: autoimmune disease
allergie, allergies?: allergy; allergie alimentaire: food allergy; hopital, hopitaux: hospital; urgences: emergency department; soins intensifs: intensive care; reanimation?: intensive care | resuscitation
medecin generaliste: general practitioner; medecin, medecins: physician; infirmiere, infirmier, infirmieres: nurse; soins: care; sante: health; sante mentale: mental health
qualite de vie: quality of life; survie: survival; mortalite: mortality; risque: risk; facteur de risque, facteurs de risque: risk factor; prevention: prevention; depistage: screening
etude clinique, essai clinique, essais cliniques: clinical trial; essai randomise: randomized trial; diagnostic?: diagnosis | diagnostic; chirurgie: surgery; chirurgical: surgical
anesthesie: anesthesia; reeducation: rehabilitation; douleur, douleurs: pain; douleur chronique: chronic pain; fatigue: fatigue; activite physique, exercice physique: physical activity | exercise
tabac, tabagisme: smoking; arret du tabac, sevrage tabagique: smoking cessation; intelligence artificielle: artificial intelligence; imagerie: imaging; echographie: ultrasonography
greffe, greffes: transplantation; don d'organes: organ donation; soins palliatifs: palliative care; fin de vie: end of life; gueri: cured; blessure, blessures: injury
`;

/** Words that tell nothing, where a query is French. */
export const FRENCH_FUNCTION =
  "le la les l un une des du de d et en dans par pour sur avec sans chez au aux ou qui que est sont se son sa ses ce cette ne pas plus entre apres avant lors comment quel quelle quels";
