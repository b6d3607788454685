/** Dutch, and its English. With a `?` a word counts only beside other Dutch ones, for it is English, too. Compiled for Lectern. */
export const DUTCH = `
hart: heart | cardiac; hartfalen, hartzwakte: heart failure; hartaanval, hartinfarct: myocardial infarction | heart attack; hartstilstand: cardiac arrest
hartritmestoornis, hartritmestoornissen, ritmestoornis, ritmestoornissen: arrhythmia; boezemfibrilleren, voorkamerfibrillatie, atriumfibrilleren: atrial fibrillation
hartziekte, hartziekten, hartaandoening, hartaandoeningen: heart disease; hart- en vaatziekten, hart en vaatziekten: cardiovascular disease; vaatziekten, vaatlijden: vascular disease
bloeddruk: blood pressure; hoge bloeddruk, verhoogde bloeddruk: hypertension | high blood pressure; lage bloeddruk: hypotension; hypertensie: hypertension
beroerte: stroke; herseninfarct: cerebral infarction | ischemic stroke; hersenbloeding: intracerebral hemorrhage; hersenen, hersens: brain | cerebral
hersentumor, hersentumoren: brain tumor; hersenschudding: concussion; hersenvliesontsteking: meningitis; hersenletsel: brain injury; dementie: dementia
ziekte van alzheimer: alzheimer disease; ziekte van parkinson: parkinson disease; ziekte van crohn: crohn disease; vallende ziekte: epilepsy; epilepsie: epilepsy
hoofdpijn: headache; duizeligheid: dizziness | vertigo; slaap: sleep; slapeloosheid: insomnia; slaapstoornis, slaapstoornissen: sleep disorder
slaapapneu: sleep apnea; geheugen: memory; geheugenverlies: memory loss; angst?: anxiety; angststoornis, angststoornissen: anxiety disorder; somberheid: depression
depressie, depressies: depression; zelfmoord, zelfdoding: suicide; verslaving: addiction; eetstoornis, eetstoornissen: eating disorder; verwardheid: confusion | delirium
kanker: cancer; borstkanker: breast cancer; longkanker: lung cancer; darmkanker, dikkedarmkanker: colorectal cancer; prostaatkanker: prostate cancer
huidkanker: skin cancer; maagkanker: gastric cancer; leverkanker: liver cancer; nierkanker: kidney cancer; blaaskanker: bladder cancer; keelkanker: throat cancer
slokdarmkanker: esophageal cancer; baarmoederhalskanker: cervical cancer; baarmoederkanker: endometrial cancer; eierstokkanker: ovarian cancer
alvleesklierkanker: pancreatic cancer; schildklierkanker: thyroid cancer; bloedkanker: leukemia; leukemie: leukemia; lymfoom, lymfeklierkanker: lymphoma
gezwel, gezwellen: tumor; tumoren: tumor; kwaadaardig, kwaadaardige: malignant; goedaardig, goedaardige: benign; uitzaaiing, uitzaaiingen: metastasis | metastases
bestraling: radiotherapy | radiation; chemotherapie: chemotherapy; behandeling, behandelingen: treatment | therapy; behandelen: treat; genezing: healing | recovery
geneesmiddel, geneesmiddelen, medicijn, medicijnen: drug | medication; bijwerking, bijwerkingen: side effect | adverse effect; pijnstiller, pijnstillers: analgesic
bloedverdunner, bloedverdunners: anticoagulant; ontstekingsremmer, ontstekingsremmers: anti inflammatory; slaappil: hypnotic; dosering: dosage; vaccinatie, inenting: vaccination
vaccin, vaccins: vaccine; antibiotica, antibioticum: antibiotics; weerstand: immunity | resistance; afweer: immunity; afweersysteem, immuunsysteem: immune system
long?, longen: lung | pulmonary; longontsteking: pneumonia; longembolie: pulmonary embolism; longziekte, longziekten: lung disease; longfunctie: lung function
benauwdheid, kortademigheid: dyspnea; hoesten, hoest: cough; kinkhoest: whooping cough; verkoudheid: common cold; griep: influenza; astma: asthma; hooikoorts: hay fever
luchtwegen, luchtweg: airway; luchtweginfectie, luchtweginfecties: respiratory tract infection; ademhaling: respiration | breathing; beademing: ventilation; tuberculose: tuberculosis
koorts: fever; infectie, infecties: infection; ontsteking, ontstekingen: inflammation; bloedvergiftiging: sepsis; ziekenhuisinfectie, ziekenhuisinfecties: nosocomial infection
mazelen: measles; waterpokken: chickenpox; gordelroos: herpes zoster; bof: mumps; besmetting: infection | transmission; besmettelijk, besmettelijke: contagious | infectious
suikerziekte: diabetes; zwangerschapsdiabetes: gestational diabetes; bloedsuiker, bloedsuikerspiegel: blood glucose; insuline: insulin; schildklier: thyroid
overgewicht, zwaarlijvigheid, obesitas: obesity; afvallen: weight loss; gewichtsverlies: weight loss; voeding: nutrition | diet; ondervoeding: malnutrition; dieet: diet
maag: stomach | gastric; maagzweer, maagzweren: gastric ulcer | peptic ulcer; maagverkleining: bariatric surgery; maagzuur: heartburn; slokdarm: esophagus | esophageal
darm, darmen: bowel | intestine; darmflora: gut microbiota; dikke darm: colon; dunne darm: small intestine; endeldarm: rectum; buikpijn: abdominal pain; buik: abdomen
prikkelbare darm, prikkelbaredarmsyndroom: irritable bowel syndrome; blindedarmontsteking: appendicitis; braken: vomiting; misselijkheid: nausea; diarree: diarrhea
verstopping, obstipatie: constipation; aambeien: hemorrhoids; lever?: liver; levercirrose: liver cirrhosis; leververvetting: fatty liver; leverontsteking: hepatitis
galblaas: gallbladder; galstenen, galsteen: gallstone; geelzucht: jaundice; alvleesklier: pancreas; alvleesklierontsteking: pancreatitis; milt?: spleen
nier, nieren: kidney | renal; nierfalen, nierinsufficientie: renal failure | kidney failure; nierziekte, nierziekten: kidney disease; nierstenen, niersteen: kidney stone
niertransplantatie: kidney transplantation; nierdialyse, dialyse: dialysis; blaas: bladder; blaasontsteking: cystitis; urineweginfectie, urineweginfecties: urinary tract infection
 plassen: urination | micturition; incontinentie: incontinence; prostaat: prostate; bloed: blood; bloedarmoede: anemia; bloeding, bloedingen: bleeding | hemorrhage
bloedvat, bloedvaten: blood vessel; bloedstolling, stolling: coagulation; trombose: thrombosis; bloedtransfusie: blood transfusion; bloedonderzoek: blood test; ader: vein
slagader, slagaders: artery; aderverkalking: atherosclerosis; spataderen: varicose veins; beenmerg: bone marrow; stamcel, stamcellen: stem cell
bot?, botten: bone; botontkalking: osteoporosis; botbreuk, botbreuken, breuk, breuken: fracture; heupfractuur, heupbreuk: hip fracture; heup: hip; knie, knieen: knee
kunstheup, heupprothese: hip replacement; knieprothese: knee replacement; gewricht, gewrichten: joint; gewrichtspijn: arthralgia; reuma: rheumatism; jicht: gout
reumatoide artritis, gewrichtsreuma: rheumatoid arthritis; artrose: osteoarthritis; artritis: arthritis; spier, spieren: muscle; spierpijn: myalgia; spierziekte, spierziekten: muscular disease
rug?: back; rugpijn: back pain; lage rugpijn: low back pain; nek: neck; nekpijn: neck pain; schouder: shoulder; wervelkolom: spine; ruggenmerg: spinal cord; dwarslaesie: spinal cord injury
hernia?: herniated disc | hernia; pees, pezen: tendon; voet, voeten: foot; enkel: ankle; pols: wrist; elleboog: elbow; valpreventie: fall prevention; vallen: falls
huid: skin; huiduitslag: rash; eczeem: eczema; jeuk: pruritus; brandwond, brandwonden: burns; wond, wonden: wound; wondgenezing: wound healing; doorligwonden, decubitus: pressure ulcer
litteken, littekens: scar; haaruitval: alopecia; schimmel, schimmelinfectie: fungal infection; oog, ogen: eye; oogziekte, oogziekten, oogaandoening, oogaandoeningen: eye disease
netvlies: retina; netvliesloslating: retinal detachment; oogdruk: intraocular pressure; staar: cataract; groene staar: glaucoma; bijziendheid: myopia; blindheid: blindness
slechtziend, slechtziendheid: visual impairment; oor, oren: ear; oorontsteking, middenoorontsteking: otitis media; gehoorverlies, slechthorendheid: hearing loss; doofheid: deafness
oorsuizen: tinnitus; keel?: throat; keelpijn: sore throat; neus: nose; mond: mouth; tand, tanden: tooth | dental; tandbederf: dental caries; tandvlees: gingiva; kaak: jaw
zwangerschap, zwangerschappen: pregnancy; zwanger, zwangere: pregnant; bevalling, geboorte: delivery | birth | childbirth; keizersnede: cesarean section; miskraam: miscarriage
vroeggeboorte: preterm birth; vroeggeboren, prematuren: preterm | premature; zwangerschapsvergiftiging: preeclampsia; borstvoeding: breastfeeding; baarmoeder: uterus
baarmoederhals: cervix; eierstok, eierstokken: ovary; menstruatie: menstruation; overgang: menopause; onvruchtbaarheid: infertility; vruchtbaarheid: fertility; anticonceptie: contraception
kind?, kinderen: child | children; baby?, zuigeling, zuigelingen: infant; pasgeborene, pasgeborenen: newborn; jongeren, adolescenten: adolescents; ouderen, bejaarden: elderly | older adults
volwassenen: adults; vrouw, vrouwen: women; mannen: men; moeder, moeders: mother; patienten, patient?: patients; ziekte, ziekten, ziektes, aandoening, aandoeningen: disease
zeldzame ziekte, zeldzame ziekten: rare disease; erfelijk, erfelijke: hereditary; aangeboren: congenital; aangeboren hartafwijking, aangeboren hartafwijkingen: congenital heart disease
taaislijmziekte: cystic fibrosis; stofwisselingsziekte, stofwisselingsziekten: metabolic disease; auto-immuunziekte: autoimmune disease; overgevoeligheid: hypersensitivity; allergie: allergy
voedselallergie: food allergy; ziekenhuis: hospital; spoedeisende hulp, spoed: emergency department; huisarts, huisartsen: general practitioner; verpleegkundige, verpleegkundigen: nurse
verpleeghuis: nursing home; zorg: care; thuiszorg: home care; gezondheid: health; geestelijke gezondheid: mental health; kwaliteit van leven, levenskwaliteit: quality of life
overleving: survival; sterfte: mortality; risico: risk; risicofactor, risicofactoren: risk factor; oorzaak, oorzaken: cause; gevolgen: consequences; preventie: prevention
onderzoek: study | research; klinische studie: clinical trial; vroege opsporing: early detection; bevolkingsonderzoek: screening; opsporing: detection; diagnose?, diagnostiek: diagnosis
operatie, operaties: surgery; heelkunde, chirurgie: surgery; kijkoperatie: laparoscopic surgery; verdoving, narcose?: anesthesia; revalidatie: rehabilitation; pijn: pain
chronische pijn: chronic pain; vermoeidheid: fatigue; beweging, lichaamsbeweging: exercise | physical activity; roken: smoking; stoppen met roken: smoking cessation; alcoholgebruik: alcohol
kunstmatige intelligentie: artificial intelligence; beeldvorming: imaging; echografie: ultrasonography; orgaandonatie: organ donation; transplantatie: transplantation
palliatieve zorg: palliative care; levenseinde: end of life; euthanasie: euthanasia; coronavirus: coronavirus; darmbacterien: gut bacteria; plaatjes: platelets; schildkliernodule: thyroid nodule
`;

/** Words that tell nothing, where a query is Dutch. */
export const DUTCH_FUNCTION =
  "de het een van der den des en in op bij met voor na naar door uit over om te tot als aan of dat die is zijn worden wordt niet geen ook tijdens tussen onder tegen zonder hoe wat welke werkt";
