/** Words for the same, each found by each other; `a > b` finds b for a, and not a for b. Compiled for Lectern. */
export const ENGLISH = `
heart attack = myocardial infarction; heart failure = cardiac failure = cardiac insufficiency; heart attack > acute coronary syndrome
cardiac arrest = heart arrest; high blood pressure = hypertension; low blood pressure = hypotension; raised blood pressure > hypertension
elevated blood pressure > hypertension; stroke > cerebrovascular accident; brain attack > stroke; mini stroke = transient ischemic attack
irregular heartbeat > arrhythmia; heart rhythm disorder > arrhythmia; heart disease > cardiovascular disease
hardening of the arteries = atherosclerosis; clogged arteries > atherosclerosis; blood clot > thrombosis | thrombus
clot in the lung > pulmonary embolism; lung clot > pulmonary embolism; leg clot > deep vein thrombosis
deep vein thrombosis = deep venous thrombosis; varicose veins > venous insufficiency; heart valve disease = valvular heart disease
high cholesterol = hypercholesterolemia; blood fats > lipids; high blood sugar = hyperglycemia; low blood sugar = hypoglycemia
blood sugar > blood glucose; sugar diabetes > diabetes mellitus; juvenile diabetes > type 1 diabetes; adult onset diabetes > type 2 diabetes
insulin dependent diabetes > type 1 diabetes; non insulin dependent diabetes > type 2 diabetes; pregnancy diabetes = gestational diabetes
overactive thyroid = hyperthyroidism; underactive thyroid = hypothyroidism; kidney failure = renal failure; kidney disease = renal disease
kidney stone = nephrolithiasis | renal calculi; kidney transplant = renal transplant; kidney function = renal function; kidney cancer = renal cancer
kidney cancer > renal cell carcinoma; kidney injury = renal injury; bladder infection > cystitis; water infection > urinary tract infection
bed wetting = enuresis; liver cancer = hepatocellular carcinoma; liver disease = hepatic disease; liver failure = hepatic failure
fatty liver = hepatic steatosis; yellow skin > jaundice; gallstone = cholelithiasis; gall bladder = gallbladder
stomach cancer = gastric cancer; stomach ulcer = gastric ulcer; stomach flu > gastroenteritis; stomach ache = abdominal pain
tummy ache > abdominal pain; belly pain = abdominal pain; acid reflux = gastroesophageal reflux; heartburn > gastroesophageal reflux | pyrosis
bowel cancer = colorectal cancer; colon cancer > colorectal cancer; bowel disease = intestinal disease; piles! = hemorrhoids
gut bacteria = gut microbiota | intestinal microbiota; gut flora = gut microbiota; intestinal flora = gut microbiota; throwing up = vomiting
lung cancer > pulmonary neoplasms; lung disease = pulmonary disease; lung function = pulmonary function; smoker's lung > chronic obstructive pulmonary disease
shortness of breath = dyspnea; breathlessness = dyspnea; wheezing > asthma; whooping cough = pertussis; hay fever = allergic rhinitis
runny nose = rhinorrhea; nosebleed = epistaxis; stuffy nose > nasal congestion; common cold > upper respiratory tract infection; flu = influenza
sore throat = pharyngitis; swollen glands > lymphadenopathy; glandular fever = infectious mononucleosis; german measles = rubella
chickenpox = varicella; chicken pox = varicella; shingles = herpes zoster; cold sore = herpes labialis; lockjaw = tetanus
blood poisoning = sepsis; septicemia = sepsis; bloodstream infection > bacteremia; hospital acquired infection = nosocomial infection
athlete's foot = tinea pedis; ringworm = tinea; eczema = atopic dermatitis; hives! = urticaria; itching = pruritus; itch = pruritus
skin cancer > melanoma; baldness = alopecia; hair loss = alopecia; wart > verruca; bedsore = pressure ulcer; pressure sore = pressure ulcer
pressure injury = pressure ulcer; bruise > contusion; nail fungus > onychomycosis; sunburn > erythema; acne vulgaris > acne
breast cancer = breast carcinoma | mammary carcinoma; breast lump > breast neoplasm; womb > uterus; womb cancer = endometrial cancer
cervical smear = pap smear; morning sickness > nausea; miscarriage = spontaneous abortion; stillbirth > fetal death; water birth > waterbirth
period pain = dysmenorrhea; menstrual pain = dysmenorrhea; heavy periods = menorrhagia; hot flush = hot flash; change of life > menopause
afterbirth > placenta; baby blues > postpartum depression; postnatal depression = postpartum depression; preemie > preterm infant
premature baby > preterm infant; premature infant = preterm infant; preterm birth = premature birth; cot death = sudden infant death syndrome
crib death = sudden infant death syndrome; c section = cesarean section; impotence = erectile dysfunction; sex disease > sexually transmitted disease
sexually transmitted disease = sexually transmitted infection; contraceptive pill > oral contraceptive; birth control = contraception
brittle bones > osteoporosis; broken bone > fracture; broken hip > hip fracture; broken wrist > distal radius fracture; slipped disc = herniated disc
slipped disc > disc herniation; back pain > lumbago; wear and tear arthritis > osteoarthritis; joint pain = arthralgia; muscle pain = myalgia
funny bone > ulnar nerve; collarbone = clavicle; shin bone = tibia; thigh bone = femur; kneecap = patella; shoulder blade = scapula; breastbone = sternum
frozen shoulder = adhesive capsulitis; tennis elbow = lateral epicondylitis; knee replacement = knee arthroplasty; hip replacement = hip arthroplasty
joint replacement = arthroplasty; bunion = hallux valgus; club foot = talipes equinovarus; crooked spine > scoliosis
clouded lens > cataract; pink eye = conjunctivitis; short sighted = myopia; nearsightedness = myopia; farsightedness = hyperopia; lazy eye = amblyopia
squint = strabismus; eye pressure = intraocular pressure; lens clouding > cataract; ringing in the ears = tinnitus; ear infection > otitis media
middle ear infection = otitis media; hearing loss = hearing impairment; deafness > hearing loss; dizziness > vertigo
fits! > seizures; convulsion = seizure; epileptic fit > seizure; shaking palsy > parkinson disease; headache > cephalalgia
memory loss = amnesia; senile dementia > alzheimer disease; brain tumor = brain neoplasm; brain bleed > intracerebral hemorrhage
brain haemorrhage = intracranial hemorrhage; lou gehrig's disease = amyotrophic lateral sclerosis; motor neurone disease > amyotrophic lateral sclerosis
fainting = syncope; sleeplessness = insomnia; trouble sleeping > insomnia; sleepwalking = somnambulism; snoring > sleep apnea
low mood > depression; manic depression = bipolar disorder; shell shock > posttraumatic stress disorder; eating disorder > anorexia nervosa
mad cow disease = bovine spongiform encephalopathy; alcoholism = alcohol dependence; drug addiction = substance use disorder
pain killer = analgesic; painkiller = analgesic; blood thinner = anticoagulant; water pill = diuretic; water tablet = diuretic
blood pressure medicine > antihypertensive; sleeping pill = hypnotic; beta blocker = beta adrenergic blocker; jab > vaccination
immunisation = vaccination; keyhole surgery = laparoscopic surgery; minimally invasive surgery > laparoscopic surgery
weight loss surgery = bariatric surgery; gastric band > bariatric surgery; nose job > rhinoplasty; blood test > laboratory test
heart bypass = coronary artery bypass; bypass surgery > coronary artery bypass; balloon angioplasty > percutaneous coronary intervention
heart scan > echocardiography; cat scan = computed tomography; ultrasound scan > ultrasonography; sonography = ultrasonography; x ray > radiography
tumor = neoplasm; cancer > neoplasm | carcinoma; white blood cell = leukocyte; red blood cell = erythrocyte; platelet = thrombocyte
blood cancer > leukemia; low platelets = thrombocytopenia; bleeding = hemorrhage; swelling > edema; water retention = edema; fever > pyrexia
overweight > obesity; being overweight > obesity; tiredness = fatigue; swallowing problem = dysphagia; difficulty swallowing = dysphagia
dry mouth = xerostomia; bad breath = halitosis; gum disease = periodontitis; tooth decay = dental caries
cleft lip = cheiloschisis; food poisoning = foodborne illness; lead poisoning > lead toxicity; side effect = adverse effect = adverse event
drug reaction > adverse drug reaction; old people > elderly | aged; older people > elderly; newborn = neonate; infant mortality > infant death
general practitioner = family physician; family doctor = family physician; emergency room = emergency department; intensive care = critical care
artificial intelligence > machine learning; deep learning > neural network; robot surgery = robotic surgery
vitamin c = ascorbic acid; vitamin b12 = cobalamin; vitamin b9 = folic acid; folate = folic acid; vitamin b1 = thiamine; vitamin b6 = pyridoxine
vitamin e > tocopherol; vitamin a > retinol; vitamin d > cholecalciferol; green tea > camellia sinensis; aspirin = acetylsalicylic acid
`;

/** Short forms that stand for one thing wherever they stand. With a `!`, only as they are written here. */
export const SHORT_FORMS = `
HIV = human immunodeficiency virus; AIDS! = acquired immunodeficiency syndrome; COPD = chronic obstructive pulmonary disease
CVD = cardiovascular disease; CHD = coronary heart disease; CHF = congestive heart failure; BMI = body mass index; UTI = urinary tract infection
T2DM = T2D = type 2 diabetes = type II diabetes; T1DM = T1D = type 1 diabetes = type I diabetes; NIDDM = type 2 diabetes; DVT = deep vein thrombosis; CABG = coronary artery bypass
PCI! = percutaneous coronary intervention; ECG = EKG = electrocardiogram; Hb = Hgb = hemoglobin; EEG = electroencephalogram; MRI = magnetic resonance imaging
CT! = computed tomography; PTSD = posttraumatic stress disorder; ADHD = attention deficit hyperactivity disorder; OCD = obsessive compulsive disorder
GERD = GORD = gastroesophageal reflux disease; IBS = irritable bowel syndrome; IBD = inflammatory bowel disease; NAFLD = nonalcoholic fatty liver disease
CKD = chronic kidney disease; ESRD = end stage renal disease; AKI = acute kidney injury; ICU = intensive care unit; ARDS = acute respiratory distress syndrome
SIDS = sudden infant death syndrome; PCOS = polycystic ovary syndrome; IVF = in vitro fertilization; HPV = human papillomavirus; HBV = hepatitis b virus
HCV = hepatitis c virus; EBV = epstein barr virus; CMV = cytomegalovirus; RSV = respiratory syncytial virus; MRSA = methicillin resistant staphylococcus aureus
COVID-19 = coronavirus disease 2019; SARS-CoV-2 = severe acute respiratory syndrome coronavirus 2; COVID-19 > SARS-CoV-2; SARS-CoV-2 > COVID-19; covid > COVID-19; corona virus = coronavirus
RCT = randomized controlled trial; NSAID = nonsteroidal anti inflammatory drug; SSRI = selective serotonin reuptake inhibitor
LDL = low density lipoprotein; HDL = high density lipoprotein; CRP = c reactive protein; PSA! = prostate specific antigen; TSH = thyroid stimulating hormone
HbA1c = HgbA1c = A1C = glycated hemoglobin = glycosylated hemoglobin = hemoglobin a1c; TP53 = p53; HER2 = ERBB2; EGFR! = epidermal growth factor receptor; eGFR! = estimated glomerular filtration rate = estimated GFR
TNF = tumor necrosis factor; TNF-alpha = TNFalpha = TNFa = tumor necrosis factor alpha; anti-TNF = TNF inhibitor | TNF blocker; VEGF = vascular endothelial growth factor; IFN = interferon
TGF-beta = TGFb = transforming growth factor beta; TGF-beta1 = TGFb1 = transforming growth factor beta 1; NF-kB = NFkB = NF-kappaB = NFkappaB = nuclear factor kappa b; PD-1 = programmed death 1 = programmed cell death 1; PD-L1 = programmed death ligand 1 = programmed cell death ligand 1
IGF-1 = IGF-I = insulin like growth factor 1 = insulin like growth factor I; GLP-1 = glucagon like peptide 1; BNP = brain natriuretic peptide; 25(OH)D = 25-hydroxyvitamin D; EPO = erythropoietin
`;
