/** What the page leans on. Not translated: titles are names. */
export const REFERENCES: readonly { by: string; title: string; where: string }[] = [
  {
    by: "Matt Levinson",
    title: "Beyond Gaussian: Language Model Representations and Distributions",
    where: "2024",
  },
  {
    by: "Matt Levinson",
    title: "Activation Magnitudes Matter On Their Own",
    where: "10 January 2025; code: good-epic/activation-tails (MIT)",
  },
  { by: "David W. Scott", title: "Multivariate Density Estimation", where: "Wiley, 1992, eq. 6.44" },
  {
    by: "Peter Hall and M. P. Wand",
    title: "On the Accuracy of Binned Kernel Density Estimators",
    where: "Journal of Multivariate Analysis 56, 1996",
  },
  {
    by: "Bradley Efron and Robert J. Tibshirani",
    title: "An Introduction to the Bootstrap",
    where: "Chapman & Hall, 1993, ch. 13",
  },
  {
    by: "Chuan Guo, Geoff Pleiss, Yu Sun and Kilian Q. Weinberger",
    title: "On Calibration of Modern Neural Networks",
    where: "ICML, 2017",
  },
  {
    by: "Alec Radford and others",
    title: "Language Models are Unsupervised Multitask Learners",
    where: "OpenAI, 2019: GPT-2",
  },
  {
    by: "Stella Biderman and others",
    title: "Pythia: A Suite for Analyzing Large Language Models Across Training and Scaling",
    where: "ICML, 2023",
  },
  { by: "Neel Nanda and Joseph Bloom", title: "TransformerLens", where: "2022: the names of what is read" },
];
