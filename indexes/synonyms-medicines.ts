/**
 * Names of medicines: those that countries give one substance (`=`; six pairs are in `spelling-variants.ts`), and trade
 * names, which are found by their substance (`a, b > substance`), not the other way round: texts of research name the
 * substance. Compiled for Lectern.
 */
export const MEDICINES = `
rifampicin = rifampin; ciclosporin = cyclosporine = cyclosporin; glibenclamide = glyburide; isoprenaline = isoproterenol
glyceryl trinitrate = nitroglycerin = nitroglycerine; aciclovir = acyclovir; amfetamine = amphetamine; beclometasone = beclomethasone
chlorphenamine = chlorpheniramine; clomifene = clomiphene; colestyramine = cholestyramine; cefalexin = cephalexin; metamizole = dipyrone
orciprenaline = metaproterenol; phytomenadione = phytonadione = vitamin k1; suxamethonium = succinylcholine; thyroxine > levothyroxine; levothyroxine > thyroxine
mesalazine = mesalamine; bendroflumethiazide = bendrofluazide; hydroxycarbamide = hydroxyurea; mitoxantrone = mitozantrone; valproate = valproic acid
benzylpenicillin = penicillin g; phenoxymethylpenicillin = penicillin v; co-trimoxazole = trimethoprim sulfamethoxazole; alendronate = alendronic acid
zoledronate = zoledronic acid; all trans retinoic acid = tretinoin; somatropin = growth hormone; antidiuretic hormone = vasopressin; nicotinic acid = niacin
lipitor, sortis > atorvastatin; zocor > simvastatin; crestor > rosuvastatin; zetia, ezetrol > ezetimibe; repatha > evolocumab; praluent > alirocumab
norvasc, istin > amlodipine; adalat, procardia > nifedipine; diovan > valsartan; cozaar > losartan; zestril > lisinopril; renitec > enalapril; tenormin > atenolol
lopressor > metoprolol; inderal > propranolol; coreg > carvedilol; aldactone > spironolactone; lasix > furosemide; entresto > sacubitril; cordarone > amiodarone
lanoxin > digoxin; plavix > clopidogrel; brilinta, brilique > ticagrelor; coumadin > warfarin; marcoumar > phenprocoumon; sintrom > acenocoumarol
xarelto > rivaroxaban; eliquis > apixaban; pradaxa > dabigatran; lovenox, clexane > enoxaparin; fragmin > dalteparin
glucophage > metformin; januvia > sitagliptin; jardiance > empagliflozin; farxiga, forxiga > dapagliflozin; ozempic, wegovy, rybelsus > semaglutide
victoza, saxenda > liraglutide; trulicity > dulaglutide; mounjaro, zepbound > tirzepatide; actos > pioglitazone; avandia > rosiglitazone; glucobay, precose > acarbose
lantus > insulin glargine; humalog > insulin lispro; novorapid, novolog > insulin aspart; synthroid, euthyrox, thyrax > levothyroxine | thyroxine
prozac > fluoxetine; zoloft > sertraline; paxil, seroxat > paroxetine; celexa, cipramil > citalopram; lexapro, cipralex, sipralexa > escitalopram
effexor > venlafaxine; cymbalta > duloxetine; wellbutrin, zyban > bupropion; xanax > alprazolam; valium > diazepam; ativan, temesta > lorazepam; ambien, stilnoct > zolpidem
ritalin, rilatine, concerta > methylphenidate; adderall > amphetamine; strattera > atomoxetine; seroquel > quetiapine; zyprexa > olanzapine; risperdal > risperidone
abilify > aripiprazole; haldol > haloperidol; clozaril, leponex > clozapine; aricept > donepezil; exelon > rivastigmine; namenda, ebixa > memantine; sinemet > levodopa
neurontin > gabapentin; lyrica > pregabalin; keppra > levetiracetam; lamictal > lamotrigine; tegretol > carbamazepine; depakote, depakine > valproic acid | valproate
dilantin > phenytoin; topamax > topiramate; imitrex, imigran > sumatriptan; botox > botulinum toxin; chantix, champix > varenicline; antabuse > disulfiram
tylenol, panadol, dafalgan > paracetamol | acetaminophen; advil, motrin, nurofen, brufen > ibuprofen; aleve > naproxen; voltaren > diclofenac; celebrex > celecoxib; vioxx > rofecoxib
oxycontin > oxycodone; vicodin > hydrocodone; ultram, tramal > tramadol; duragesic > fentanyl; narcan > naloxone; subutex, suboxone > buprenorphine; diprivan > propofol
humira > adalimumab; enbrel > etanercept; remicade > infliximab; stelara > ustekinumab; cosentyx > secukinumab; actemra > tocilizumab; xeljanz > tofacitinib
olumiant > baricitinib; rituxan, mabthera > rituximab; gilenya > fingolimod; tysabri > natalizumab; ocrevus > ocrelizumab; tecfidera > dimethyl fumarate
copaxone > glatiramer; soliris > eculizumab; spinraza > nusinersen; zolgensma > onasemnogene; trikafta, kaftrio > elexacaftor; orkambi > lumacaftor
herceptin > trastuzumab; avastin > bevacizumab; keytruda > pembrolizumab; opdivo > nivolumab; yervoy > ipilimumab; tecentriq > atezolizumab; imfinzi > durvalumab
erbitux > cetuximab; gleevec, glivec > imatinib; tarceva > erlotinib; iressa > gefitinib; tagrisso > osimertinib; ibrance > palbociclib; lynparza > olaparib
nexavar > sorafenib; sutent > sunitinib; imbruvica > ibrutinib; revlimid > lenalidomide; velcade > bortezomib; taxol > paclitaxel; taxotere > docetaxel
zytiga > abiraterone; xtandi > enzalutamide; nolvadex > tamoxifen; arimidex > anastrozole; femara > letrozole; xeloda > capecitabine; temodar, temodal > temozolomide
eprex, epogen > erythropoietin; neupogen > filgrastim; prolia, xgeva > denosumab; fosamax > alendronate | alendronic acid; zometa > zoledronic acid | zoledronate; evista > raloxifene
proscar, propecia > finasteride; flomax > tamsulosin; viagra > sildenafil; cialis > tadalafil; levitra > vardenafil; mirena > levonorgestrel
ventolin > salbutamol | albuterol; advair, seretide > fluticasone; flixotide > fluticasone; symbicort, pulmicort > budesonide; spiriva > tiotropium; singulair > montelukast
xolair > omalizumab; dupixent > dupilumab; nucala > mepolizumab; zyrtec > cetirizine; claritin > loratadine; telfast > fexofenadine; benadryl > diphenhydramine
epipen > epinephrine | adrenaline; losec, prilosec > omeprazole; nexium > esomeprazole; zantac > ranitidine; pepcid > famotidine; imodium > loperamide; zofran > ondansetron
augmentin > amoxicillin clavulanate; zithromax > azithromycin; ciproxin > ciprofloxacin; bactrim > trimethoprim sulfamethoxazole; tamiflu > oseltamivir
paxlovid > nirmatrelvir; veklury > remdesivir; zovirax > aciclovir | acyclovir; truvada > tenofovir; sovaldi > sofosbuvir; diflucan > fluconazole
gardasil > human papillomavirus vaccine; prevnar, prevenar > pneumococcal conjugate vaccine; pneumovax > pneumococcal polysaccharide vaccine; roaccutane, accutane > isotretinoin
lucentis > ranibizumab; eylea > aflibercept; xalatan > latanoprost; vaseline > petrolatum; betadine > povidone iodine
`;
