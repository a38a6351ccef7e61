/** A sentence to begin with, and what a reader would say it shows. */
export interface Example {
  name: string;
  lang: string;
  text: string;
}

/** One for each attribute, over all ten subjects. The last word is left out when a model reads them. */
export const EXAMPLES: readonly Example[] = [
  {
    name: "Spanish",
    lang: "es",
    text: "El poeta tachó tres versos y dejó en blanco el último, por si volvía la lluvia esa noche.",
  },
  {
    name: "Japanese",
    lang: "ja",
    text: "夏休みに家族で沖縄へ行き、青い海のそばの小さな宿に三泊しました。",
  },
  {
    name: "Upper case",
    lang: "en",
    text: "THE QUARTERBACK THREW TWO TOUCHDOWNS IN THE FINAL MINUTE AND THE WHOLE STADIUM SHOOK WITH NOISE",
  },
  {
    name: "Lower case",
    lang: "en",
    text: "my laptop compiles the kernel faster than the old server did, which says a lot about that server",
  },
  {
    name: "English",
    lang: "en",
    text: "The senate rejected the budget on Thursday, and both parties blamed each other before lunch was over.",
  },
  {
    name: "Angry",
    lang: "en",
    text: "How dare they double the rent again while our wages have not moved an inch in six miserable years!",
  },
  {
    name: "Kind",
    lang: "en",
    text: "You played that sonata beautifully, and I hope you know how much joy your music brings to all of us.",
  },
  {
    name: "Concise",
    lang: "en",
    text: "Bed nets: cheap, proven, thousands of lives saved.",
  },
  {
    name: "Didactic",
    lang: "en",
    text: "To begin with, recall that a warp drive bends space around a ship; the ship itself never outruns light.",
  },
  {
    name: "Helpful",
    lang: "en",
    text: "If you fly on a weekday and pack only a small bag, you can save enough for two more nights at the beach.",
  },
  {
    name: "Flowery",
    lang: "en",
    text: "Upon the velvet carpet she descended like a comet in silk, and every trembling camera drank her golden light.",
  },
  {
    name: "Childish",
    lang: "en",
    text: "my robot has like a million arms and he can fly to the moon and eat all the space cookies, so there!",
  },
];
