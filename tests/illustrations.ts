import type { LecternRecord } from "../indexes/record.ts";
import { inDomains, makeRecord } from "./records.ts";

/** Made-up records: key, year, domain, title, abstract. */
const LIBRARY = `
statins | 2019 | cardiology | Statins in older adults | We followed 900 patients above 75. Atorvastatin lowered cholesterol. Muscle pain was rare.
infarct | 2021 | cardiology | Aspirin after myocardial infarction | Patients took aspirin daily. A second infarction was less frequent. Bleeding occurred in 3%.
failure | 2020 | cardiology | Heart failure with preserved ejection fraction | Spironolactone was compared with placebo. Hospital stays for heart failure were shorter.
glaucoma | 2018 | ophthalmology | Eye drops in open-angle glaucoma | Latanoprost lowered the pressure in the eye. Visual fields were stable for two years.
retina | 2022 | ophthalmology | Deep learning for diabetic retinopathy | A neural network read retinal photographs. Its sensitivity was 94%. Ophthalmologists agreed.
asthma | 2017 | pneumology | Inhaled steroids in childhood asthma | Children inhaled budesonide. Attacks of wheezing were fewer. Growth was not affected.
sepsis | 2023 | intensive-care | Early antibiotics in sepsis | Antibiotics within one hour saved lives. IL-6 fell in survivors. Every hour counted.
hip | 2016 | orthopaedics | Surgery for hip fracture | Operations within a day were compared with later ones. Patients walked earlier.
sleep | 2015 | neurology | Insomnia and behavioural therapy | Patients could not fall asleep at night. Therapy by telephone helped most of them.
migraine | 2014 | neurology | Antibodies for migraine | Monthly injections halved the days with headache. T-cell counts did not change.
skin | 2013 | dermatology | Phototherapy for psoriasis | Ultraviolet light cleared plaques of the skin. Ménière's disease was an exclusion.
diet | 2012 | nutrition | Mediterranean diet and the heart | Olive oil and nuts were eaten every day. Strokes were fewer.
`;

/** A dozen small records of different fields of medicine. */
export const ILLUSTRATIONS: readonly LecternRecord[] = LIBRARY.trim()
  .split("\n")
  .map((line) => {
    const [id, year, domain, title, abstract] = line.split(" | ") as [string, string, string, string, string];
    return makeRecord({ id, year: Number(year), date: `${year}-06`, domains: inDomains(domain), title, abstract });
  });
