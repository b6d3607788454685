/** German, and its English. With a `?` a word counts only beside other German ones, for it is English, too. Compiled for Lectern. */
export const GERMAN = `
herz: heart | cardiac; herzinsuffizienz, herzschwaeche, herzschwache, herzversagen: heart failure; herzinfarkt, myokardinfarkt: myocardial infarction | heart attack
herzstillstand: cardiac arrest; herzrhythmusstoerungen, herzrhythmusstorungen: arrhythmia; vorhofflimmern: atrial fibrillation; herzkrankheit, herzkrankheiten, herzerkrankung, herzerkrankungen: heart disease
herz-kreislauf-erkrankungen, kreislauferkrankungen: cardiovascular disease; blutdruck: blood pressure; bluthochdruck, hypertonie: hypertension; schlaganfall: stroke; gehirn: brain
hirnblutung: intracerebral hemorrhage; hirntumor, hirntumore: brain tumor; hirnhautentzuendung, hirnhautentzundung: meningitis; demenz: dementia; alzheimer-krankheit: alzheimer disease
kopfschmerzen, kopfschmerz: headache; migraene, migrane: migraine; schwindel: dizziness | vertigo; schlaf: sleep; schlaflosigkeit: insomnia; schlafapnoe: sleep apnea; gedachtnis: memory
angst?: anxiety; angststorung, angststorungen: anxiety disorder; depressionen: depression; sucht: addiction; essstorung, essstorungen: eating disorder; selbstmord, suizid: suicide
krebs?: cancer; brustkrebs: breast cancer; lungenkrebs: lung cancer; darmkrebs: colorectal cancer; prostatakrebs: prostate cancer; hautkrebs: skin cancer; magenkrebs: gastric cancer
leberkrebs: liver cancer; nierenkrebs: kidney cancer; blasenkrebs: bladder cancer; eierstockkrebs: ovarian cancer; gebarmutterhalskrebs: cervical cancer; schilddrusenkrebs: thyroid cancer
bauchspeicheldrusenkrebs: pancreatic cancer; leukamie, leukaemie, blutkrebs: leukemia; lymphom: lymphoma; geschwulst, tumore, tumoren: tumor; bosartig, bosartige: malignant
gutartig, gutartige: benign; metastasen: metastases; strahlentherapie, bestrahlung: radiotherapy; chemotherapie: chemotherapy; behandlung: treatment | therapy; heilung: healing | recovery
arzneimittel, medikament, medikamente: drug | medication; nebenwirkung, nebenwirkungen: side effect | adverse effect; schmerzmittel: analgesic; blutverdunner: anticoagulant
impfung: vaccination; impfstoff, impfstoffe: vaccine; antibiotika: antibiotics; immunsystem: immune system; lunge?: lung; lungenentzundung: pneumonia; lungenembolie: pulmonary embolism
lungenfunktion: lung function; lungenerkrankung, lungenerkrankungen: lung disease; atemnot: dyspnea; husten: cough; keuchhusten: whooping cough; erkaltung: common cold; grippe: influenza
heuschnupfen: hay fever; atemwege: airways; beatmung: ventilation; tuberkulose: tuberculosis; fieber: fever; infektion, infektionen: infection; entzundung, entzundungen: inflammation
blutvergiftung: sepsis; masern: measles; windpocken: chickenpox; gurtelrose: herpes zoster; ansteckend: contagious | infectious; zuckerkrankheit: diabetes; blutzucker: blood glucose
schwangerschaftsdiabetes: gestational diabetes; schilddruse: thyroid; schilddrusenunterfunktion: hypothyroidism; schilddrusenuberfunktion: hyperthyroidism; ubergewicht, fettleibigkeit, adipositas: obesity
gewichtsverlust, abnehmen: weight loss; ernahrung: nutrition | diet; mangelernahrung: malnutrition; magen: stomach | gastric; magengeschwur: gastric ulcer; sodbrennen: heartburn
speiserohre: esophagus | esophageal; darm: bowel | intestine; darmflora: gut microbiota; dickdarm: colon; dunndarm: small intestine; bauchschmerzen: abdominal pain; reizdarm, reizdarmsyndrom: irritable bowel syndrome
blinddarmentzundung: appendicitis; erbrechen: vomiting; ubelkeit: nausea; durchfall: diarrhea; verstopfung: constipation; hamorrhoiden: hemorrhoids; leber?: liver; leberzirrhose: liver cirrhosis
fettleber: fatty liver; leberentzundung: hepatitis; gallenblase: gallbladder; gallensteine: gallstone; gelbsucht: jaundice; bauchspeicheldruse: pancreas; milz: spleen
niere, nieren: kidney | renal; nierenversagen, niereninsuffizienz: renal failure | kidney failure; nierenerkrankung, nierenerkrankungen: kidney disease; nierensteine: kidney stone
nierentransplantation: kidney transplantation; dialyse: dialysis; blase: bladder; blasenentzundung: cystitis; harnwegsinfekt, harnwegsinfektion, harnwegsinfektionen: urinary tract infection
inkontinenz: incontinence; blut: blood; blutarmut, anamie: anemia; blutung, blutungen: bleeding | hemorrhage; thrombose: thrombosis; blutgerinnung: coagulation; bluttransfusion: blood transfusion
gefasse, blutgefasse: blood vessel; vene, venen: vein; arterie, arterien: artery; arteriosklerose: atherosclerosis; krampfadern: varicose veins; knochenmark: bone marrow; stammzellen: stem cell
knochen: bone; knochenbruch, bruch?: fracture; huftfraktur, oberschenkelhalsbruch: hip fracture; hufte: hip; knie: knee; huftprothese: hip replacement; knieprothese: knee replacement
gelenk, gelenke: joint; arthrose: osteoarthritis; rheuma: rheumatism; rheumatoide arthritis: rheumatoid arthritis; gicht: gout; muskel, muskeln: muscle; ruckenschmerzen: back pain
kreuzschmerzen: low back pain; rucken: back; schulter: shoulder; wirbelsaule: spine; ruckenmark: spinal cord; bandscheibenvorfall: herniated disc; sehne, sehnen: tendon; sturze: falls
haut: skin; hautausschlag: rash; juckreiz: pruritus; neurodermitis: atopic dermatitis; schuppenflechte: psoriasis; verbrennung, verbrennungen: burns; wunde, wunden: wound; wundheilung: wound healing
dekubitus: pressure ulcer; narbe, narben: scar; haarausfall: alopecia; auge, augen: eye; netzhaut: retina; netzhautablosung: retinal detachment; augendruck, augeninnendruck: intraocular pressure
grauer star, katarakt: cataract; gruner star, glaukom: glaucoma; kurzsichtigkeit: myopia; blindheit: blindness; ohr, ohren: ear; mittelohrentzundung: otitis media; schwerhorigkeit, horverlust: hearing loss
halsschmerzen: sore throat; nase: nose; zahn, zahne: tooth | dental; karies: dental caries; schwangerschaft: pregnancy; schwanger, schwangere: pregnant; geburt: birth | delivery | childbirth
kaiserschnitt: cesarean section; fehlgeburt: miscarriage; fruhgeburt: preterm birth; fruhgeborene: preterm infants; praeklampsie, praklampsie: preeclampsia; stillen: breastfeeding
gebarmutter: uterus; eierstock, eierstocke: ovary; wechseljahre: menopause; unfruchtbarkeit: infertility; verhutung: contraception; kind?, kinder: child | children; saugling, sauglinge: infant
neugeborene: newborn; jugendliche: adolescents; altere menschen, senioren: elderly | older adults; erwachsene: adults; frauen: women; manner?: men; mutter?: mother; patienten: patients
krankheit, krankheiten, erkrankung, erkrankungen: disease; seltene krankheit, seltene krankheiten, seltene erkrankungen: rare disease; erblich: hereditary; angeboren, angeborene: congenital
angeborener herzfehler, angeborene herzfehler: congenital heart disease; mukoviszidose: cystic fibrosis; autoimmunerkrankung, autoimmunerkrankungen: autoimmune disease; allergie, allergien: allergy
krankenhaus, krankenhauser: hospital; notaufnahme: emergency department; intensivstation: intensive care unit; hausarzt: general practitioner; arzt, arzte: physician; krankenschwester, pflegekraft: nurse
pflege: care | nursing; gesundheit: health; lebensqualitat: quality of life; uberleben: survival; sterblichkeit: mortality; risiko: risk; risikofaktor, risikofaktoren: risk factor
vorbeugung, pravention: prevention; fruherkennung: early detection | screening; studie: study; klinische studie: clinical trial; diagnose?: diagnosis; operation?: surgery; chirurgie: surgery
narkose, betaubung: anesthesia; rehabilitation: rehabilitation; schmerz, schmerzen: pain; chronische schmerzen: chronic pain; mudigkeit, erschopfung: fatigue; bewegung: exercise | physical activity
rauchen: smoking; rauchentwohnung: smoking cessation; kunstliche intelligenz: artificial intelligence; bildgebung: imaging; ultraschall: ultrasound; organspende: organ donation; palliativmedizin: palliative care
`;

/** Words that tell nothing, where a query is German. */
export const GERMAN_FUNCTION =
  "der die das den dem des ein eine einer eines einem einen und in im bei mit von vom zu zum zur fur nach auf aus durch uber unter ohne gegen nicht auch als ist sind oder zwischen wahrend wie was hilft";
