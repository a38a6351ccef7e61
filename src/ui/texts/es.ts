import { formatCount, formatPercent, formatValue } from "../../plot/format.ts";
import type { Translation } from "./translation.ts";

// Spanish: the first screens. Categories stay as the data name them; numbers as the page writes them. (Longer than 300 lines,
// because a translator wants one file.)
export const es: Translation = {
  common: {
    notices: {
      lost: "La GPU dejó de responder. El modelo se volvió a abrir en ella y sigue donde estaba; no se perdió nada.",
      "lost-twice":
        "La GPU dejó de responder dos veces en un minuto: WASM sigue en su lugar, y un ajuste en marcha empieza de nuevo. Elige WebGPU arriba para volver a ella.",
      refused:
        "La GPU rechazó parte del trabajo: WASM calcula en su lugar, y un ajuste en marcha empieza de nuevo. Elige WebGPU arriba para intentarlo otra vez.",
      "failed-check":
        "WebGPU no pasó la autocomprobación de este modelo: WASM calcula en su lugar. Elige WebGPU arriba para usarla de todos modos.",
      "failed-half":
        "Los pesos de media precisión no sirvieron para este modelo: se volvió a abrir con pesos en float32. La pestaña Modelos dice por qué.",
      "kept-after-failed-check":
        "WebGPU no pasó la autocomprobación de este modelo, así que sus números pueden ser erróneos. Sigue porque la elegiste; elige WASM arriba.",
    },
    wordmark: "Tailscope",
    tableTwin: "Lo mismo en una tabla",
    table: "Tabla",
    tableTwinOf: (figure) => `Lo mismo en una tabla: ${figure}`,
    tableOf: (figure) => `${figure}, en una tabla`,
    moreRows: (shown, all) => `Las primeras ${shown} de ${all} filas; el CSV las tiene todas.`,
    exportAs: (format) => `Exportar ${format}`,
    saveAs: (figure, format) => `Guardar ${figure} como ${format}`,
    more: "Más",
    moreWays: (figure) => `Más formas de guardar ${figure}`,
    pngSize: "Tamaño del PNG",
    save: "Guardar",
    copy: "Copiar",
    image: "imagen",
    copyOf: (what, figure) => `Copiar ${what} de ${figure}`,
    copied: "Copiado.",
    imageRefused: "Este navegador no deja copiar imágenes desde una página: guarde el PNG.",
    textRefused: "Este navegador no deja usar aquí el portapapeles: guarde el archivo.",
    remove: "Eliminar",
    removeOf: (name) => `Eliminar ${name}`,
    removeNow: "Sí, eliminar",
    keep: "Conservar",
    choose: (file) => `Elegir: ${file.toLowerCase()}`,
    noneYet: "ninguno aún",
    help: "Ayuda",
    skip: "Saltar al laboratorio",
    modes: { full: "todos los valores", tails: "solo las colas" },
    backends: { webgpu: "WebGPU", wasm: "WASM" },
    tryAgain: "Reintentar",
    dismiss: "Descartar",
    stop: "Detener",
    newVersion: "Hay una versión nueva",
    reload: "Recargar",
    threads: (count, shown) => (count === 1 ? "1 hilo" : `${shown} hilos`),
    trainingSentences: (count, shown) =>
      count === 1 ? "1 frase de entrenamiento" : `${shown} frases de entrenamiento`,
    noAtlas: "sin atlas",
    kernels: {
      title: "Núcleos de cálculo de la GPU para la última frase",
      kernel: "Núcleo",
      runs: "Ejecuciones",
      each: "Cada una",
      sum: "Todas",
      waiting: "La próxima frase se cronometra mientras se lee.",
      names: {
        poolValues: "reunión de valores",
        logLikelihood: "log-verosimilitud",
        moments: "momentos",
        kde: "densidad",
        tailMask: "valores de cola",
        tokenTails: "colas de los tokens",
        topK: "mejores clases",
        add: "puntuaciones",
        view: "densidad y colas",
      },
      took: (kernel, each, runs) => `${kernel} ${each}\u00a0×\u00a0${runs}`,
      ran: (kernel, runs) => `${kernel}\u00a0×\u00a0${runs}`,
      below: (step) => `menos del paso del reloj, ${step}`,
      gpuClock: "el reloj de la propia GPU",
      gpuClockSteps: (step) =>
        `el reloj de la propia GPU, que este navegador deja avanzar de ${step} en ${step}`,
      noGpuClock: (all) =>
        `este navegador no da el reloj de la GPU: según el del ordenador, su cola tardó ${all} en total`,
      clock: "el reloj del ordenador",
      clockSteps: (step) => `el reloj del ordenador, que este navegador deja avanzar de ${step} en ${step}`,
      partial: (how) => `${how}; la GPU se perdió antes de leerlo todo`,
    },
    recipe: {
      pooling: { last: "último token", all: "todos los tokens", mean: "media de los tokens" },
      notCentred: "sin centrar",
      lastWordKept: "con la última palabra",
      noStart: "sin token inicial",
      bandwidth: (scale) => `ancho de banda ${scale}`,
      floor: (floor) => `suelo ${floor}`,
      points: (points) => `${points} puntos`,
      rule: (rule) => `colas: ${rule}`,
      beyondStd: (k) => `colas más allá de ${k} desviaciones típicas`,
      beyond: (left, right) => `colas más allá de ${left} y ${right}`,
    },
    noAtlasOf: {
      why: (model) => `Todavía no se ha ajustado ningún atlas para ${model}, así que no conjetura nada.`,
      fit: "Ajuste uno",
      orDrop: "aquí, o suelte un archivo .atlas.",
    },
    drop: {
      model: "Suelte la carpeta de un modelo, sus archivos, un .onnx o un .atlas",
      data: "Suelte frases (JSON, JSONL, CSV, TSV) o un .atlas",
      reports: "Suelte archivos report.json",
    },
    secondsLeft: (time) => `faltan unos ${time}`,
    loading: {
      name: "Llega el modelo",
      layers: "Llegan las capas",
      meanwhile: "Escriba mientras tanto: las capas se muestran según llegan.",
    },
  },
  header: {
    views: "Vistas",
    tabs: {
      explore: "Explorar",
      evaluate: "Evaluar",
      fit: "Ajustar",
      compare: "Comparar",
      models: "Modelos",
      method: "Método",
    },
    model: "Modelo",
    noModel: "Ninguno abierto",
    fromHub: "Del hub",
    fromDisk: "De este equipo",
    runsOn: "Calcula en",
    backendChoice: "Dónde se calcula",
    backends: { auto: "Automático", webgpu: "WebGPU", wasm: "WASM" },
    backend: "Cálculo",
    reasons: {
      "the GPU was lost twice within a minute": "la GPU se perdió dos veces en un minuto",
      "you chose it": "lo ha elegido usted",
      "a GPU adapter was found": "se ha encontrado una GPU",
      "no GPU adapter was found": "no se ha encontrado ninguna GPU",
      "this browser has no WebGPU": "este navegador no tiene WebGPU",
      "browsers give no GPU to pages that are not on https":
        "los navegadores no dan la GPU a páginas que no van por https",
      "the GPU did not answer in time": "la GPU no respondió a tiempo",
    },
    opening: "Abriendo el modelo",
    openingShort: "Abriendo…",
    f16Weights: "pesos F16",
    nothingOpen: "No hay ningún modelo abierto",
    language: "Idioma",
    darkTheme: "Tema oscuro",
    useLight: "Usar el tema claro",
    useDark: "Usar el tema oscuro",
    tour: "Visita",
    intro:
      "Un modelo de lenguaje lee una frase como miles de números. Olvide cuál es cuál y quédese solo con su tamaño: ¿basta para saber de qué trata?",
    takeTour: "Visita guiada",
    readMethod: "Cómo funciona",
    hints: {
      model: "Qué modelo de lenguaje lee la frase; todos los demás están en Modelos.",
      backend: (reason) =>
        `Calcula la tarjeta gráfica (WebGPU) o el procesador (WASM); ambos llegan a la misma conjetura. Por qué este: ${reason}.`,
      lastSentence: (model, guess) => `La última frase: modelo ${model} · conjetura ${guess}.`,
      lastSentenceInAll: (all) => `La última frase: modelo y conjetura ${all}.`,
    },
  },
  explore: {
    sentence: {
      region: "Lo que se escribe",
      label: "Frase",
      placeholder: "Escriba una frase en cualquier idioma…",
      examples: "Ejemplos",
      pin: "Fijar esta frase",
      pinned: "Fijada",
      unpin: "Soltar",
      pinnedText: (text) => `Volver a escribir la frase fijada: ${text}`,
    },
    exampleNames: {
      Spanish: "Español",
      Japanese: "Japonés",
      "Upper case": "Mayúsculas",
      "Lower case": "Minúsculas",
      English: "Inglés",
      Angry: "Enfadado",
      Kind: "Amable",
      Concise: "Conciso",
      Didactic: "Didáctico",
      Helpful: "Servicial",
      Flowery: "Florido",
      Childish: "Infantil",
    },
    invitation:
      "Escriba una frase o elija un ejemplo: el modelo la lee mientras escribe, capa a capa, y conjetura de qué trata y cómo está escrita.",
    tokens: {
      list: "Tokens",
      read: (n) => `Leída como ${n}`,
      cut: (n, left) => `Cortada a los ${n}, ${left} quedan fuera`,
      count: (count, shown) => (count === 1 ? "1 token" : `${shown} tokens`),
      readOut: (read, dropped, taken) => `${dropped === undefined ? read : `${read}; ${dropped}`}. ${taken}`,
      noSpace: "sin espacios no hay última palabra que quitar",
      droppedSpace: "se quita el espacio final",
      dropped: (word) => `se quita la última palabra, «${word}», como en el estudio`,
      taken: {
        last: "Los valores se toman en el último token.",
        all: "Los valores se toman en todos los tokens salvo el primero.",
        mean: "Cada valor es la media de todos los tokens salvo el primero.",
      },
      chosen: (place, token) => `Valores del token ${place} solo, «${token}».`,
      otherPooling: {
        last: "El atlas se ajustó con los últimos tokens: se le pregunta por algo que no ha visto.",
        all: "El atlas se ajustó con los valores de todos los tokens: se le pregunta por algo que no ha visto.",
        mean: "El atlas se ajustó con medias de tokens: se le pregunta por algo que no ha visto.",
      },
      back: {
        last: "Volver al último token",
        all: "Volver a todos los tokens",
        mean: "Volver a la media de todos los tokens",
      },
      name: (place, token) => `Token ${place}, «${token}»`,
      tails: (tails, count, layer) => `${tails} de ${count} valores en las colas en la capa ${layer}`,
      id: (id) => `número ${id} del vocabulario`,
      showAll: "Mostrar todos",
      showFewer: "Mostrar menos",
    },
    layers: {
      region: "Lo que contienen las capas del modelo",
      label: "Capa",
      range: (last) => `de 0–${last}`,
      figure: "Capas",
      lit: "Resaltado: las colas de la referencia conjunta.",
      litNoAtlas: "Resaltado: más allá de dos desviaciones típicas.",
      litFixed: "Resaltado: más allá de los cortes arrastrados.",
      export: (model) => `${model}: una frase en todas las capas`,
    },
    density: {
      region: "La capa a la vista",
      figure: "Densidad",
      title: (layer) => `Densidad en la capa ${layer}`,
      where: (layer, mode) => `En la capa ${layer}, ${mode}:`,
      pinned: "frase fijada",
      besides: "Clases dibujadas además",
      letGo: (label) => `Quitar la densidad de «${label}»`,
      scale: "Escala de las densidades",
      log: "Log",
      linear: "Lineal",
      wholeRange: "Mostrar todos los valores",
      modes: { full: "todos los valores", tails: "solo las colas" },
      dimension: (dimension, value) => `Dimensión ${dimension}: ${value}`,
      values: (count, shown) => (count === 1 ? "1 valor" : `${shown} valores`),
      summary: (values, tails, of) => `${values}, ${tails} en ${of}`,
      within: (summary, limits) => `${summary} (${limits}).`,
      tailsOf: (label) => `las colas de «${label}»`,
      ownTails: "las colas, más allá de dos desviaciones típicas",
      fixedTails: "las colas según los cortes arrastrados",
      limits: (left, right) => `por debajo de ${left} o por encima de ${right}`,
      farthest: (value, dimension) => `El más lejano: ${value}, dimensión ${dimension}.`,
      noSay: "Menos de tres: la clase no tiene voz en esta capa.",
      fixed: (left, right) => `Cortes arrastrados: ${left} y ${right} en todas las capas y clases.`,
      reset: "Restablecer",
      export: (model, layer, mode, count) =>
        `${model} · capa ${layer} · ${mode} · una frase, n = ${count} valores`,
    },
    qq: {
      figure: "Q-Q frente a la logística",
      title: "Frente a una logística",
      export: (model, layer) => `${model} · capa ${layer} · cuantiles frente a la logística ajustada`,
    },
    dimensions: {
      figure: "Mapa de colas",
      title: "Qué dimensiones están en las colas",
      load: "Comparar con otras frases",
      loading: "Leyendo otras frases",
      stop: "Detener",
      against: (n, data) => `Frente a ${n} frases reservadas de ${data}.`,
      export: (model) => `${model}: qué dimensiones están en las colas, por capa`,
    },
    guess: {
      region: "Lo que conjetura",
      from: { full: "Conjetura con todos los valores", tails: "Conjetura solo con las colas" },
      none: "Ninguna",
      reading: "Leyendo…",
      nothing: "Nada todavía",
      soFar: (nRead, nLayers, label, gap) =>
        `Por ahora (${nRead} de ${nLayers} capas): ${label}${gap === undefined ? "" : `, ${gap} nats por delante`}`,
      tailsOnly: "Solo las colas",
      list: "Conjetura",
      bestPairs: "Los diez mejores pares",
      bestClasses: "Las diez mejores clases",
      levels: { subject: "Temas", attribute: "Atributos" },
      nats: "nats",
      gaps: "Diferencias de log-verosimilitud (nats), no probabilidades: a qué distancia queda cada uno del mejor.",
      chance: (percent) => `p ≈ ${percent}`,
      chanceHead: "p ≈",
      calibrated: (n, ece) => `p: calibrada con ${n} frases reservadas, ECE ${ece}.`,
      fromEvaluation: "La calibración es la de la evaluación recién hecha.",
      noSay: (percent, mean) =>
        `Sin voz: en el ${percent} de clase × capa hubo menos de 3 valores en las colas; ${mean} de media.`,
      pin: (label) => `Dibujar la densidad de «${label}»`,
      noAtlas:
        "Aun así se muestran sus capas y sus colas: lo que queda más allá de dos desviaciones típicas de los valores de la propia frase.",
    },
    contributions: {
      figure: "Aportación de cada capa",
      title: "Lo que dice cada capa de cada clase",
      export: (model, mode) => `${model} · lo que dice cada capa de cada clase · ${mode}`,
    },
    plot: {
      density: {
        title: (layer, mode) =>
          `Densidad de los valores del flujo residual en la capa ${layer}${mode === "tails" ? ", solo las colas" : ""}`,
        description: ({ sentence, cutoffs, tails, count }, predicted, others) => {
          const values = `${formatCount(count)} valores de ${formatValue(sentence.min)} a ${formatValue(sentence.max)}`;
          const of = predicted === undefined ? "Cortes" : `Clase predicha: ${predicted}, cortes`;
          const share = count > 0 ? ` (${formatPercent(tails.length / count)})` : "";
          const far = tails[0]
            ? ` El más lejano: ${formatValue(tails[0].value)}, dimensión ${tails[0].dimension}.`
            : "";
          const beside = others.length > 0 ? ` Junto a ella: ${others.join("; ")}.` : "";
          return `Esta frase: ${values}. ${of} ${formatValue(cutoffs.left)} y ${formatValue(cutoffs.right)}. En las colas: ${formatCount(tails.length)} valores${share}.${far}${beside}`;
        },
        sentence: "esta frase",
        predicted: (label) => `predicha: ${label}`,
        pooled: "todas las frases de entrenamiento",
        pinned: (label) => (label === undefined ? "frase fijada" : `fijada: ${label}`),
        tails: "colas",
        density: "↑ densidad",
        value: "valor del flujo residual (centrado) →",
        cutoff: (value) => `corte ${formatValue(value)}`,
        noCutoff: (side) => `sin corte a la ${side === "left" ? "izquierda" : "derecha"}`,
        cutoffName: (side) => (side === "left" ? "Corte izquierdo" : "Corte derecho"),
        cutoffText: (value, beyond) =>
          `${formatValue(value)}, ${formatCount(beyond)} ${beyond === 1 ? "valor" : "valores"} más allá`,
        inTails: (n, count) => [
          `${formatCount(n)} de ${formatCount(count)} valores en las colas`,
          `${formatCount(n)} en las colas`,
        ],
        thrownAway: (n, count) => [
          `${formatCount(n)} de ${formatCount(count)} valores descartados`,
          `${formatCount(n)} descartados`,
        ],
        tailList: "Valores de las colas",
        tail: ({ dimension, token, value }) =>
          `dimensión ${dimension}${token === undefined ? "" : ` · token ${token}`} · valor ${formatValue(value)}`,
        zoomIn: "Acercar",
        zoomOut: "Alejar",
        zoomReset: "Mostrar todos los valores",
      },
      stack: {
        title: "Densidad de esta frase en todas las capas",
        description: (done, n) =>
          `${done} de ${n} capas, la capa 0 arriba. Una sola escala de valores para todas, lineal cerca de cero y logarítmica más allá; la altura de cada capa es el logaritmo de su propia densidad.`,
        list: "Capas",
        layer: "capa",
        inTails: "en colas",
        axis: "valor, log simétrico →",
        missing: (layer) => `Capa ${layer}: todavía no está.`,
        reading: ({ layer, sentence, tailCount, count }) =>
          `Capa ${layer}: ${formatCount(tailCount)} de ${formatCount(count)} valores en las colas, de ${formatValue(sentence.min)} a ${formatValue(sentence.max)}.`,
      },
      qq: {
        title: (layer) => `Cuantiles de los valores de la capa ${layer} frente a su logística ajustada`,
        description: ({ count, logistic }) =>
          `La logística más verosímil para estos ${formatCount(count)} valores tiene su centro en ${formatValue(logistic.location)} y escala ${formatValue(logistic.scale)}. Sobre la diagonal los valores son como ella dice; más allá, sus colas pesan más.`,
        x: "logística ajustada →",
        y: "↑ valores",
        flat: "todos los valores son iguales",
      },
      dimensions: {
        name: "Dimensiones en las colas, por capa",
        kind: "mapa",
        use: (nLayers, nDimensions) =>
          `${nLayers} capas por ${nDimensions} dimensiones; las flechas van de celda en celda, Intro elige la capa.`,
        idle: "Qué dimensiones están en las colas: primero las que lo están en más capas. Una bolsa de valores las olvida.",
        idleProfile: (n, data) =>
          `Cuanto mayor, más inusual para su dimensión, entre ${formatCount(n)} frases de ${data}.`,
        layer: "capa",
        value: "valor",
        always: "siempre en las colas",
        rare: "propia de esta frase",
        more: (n) => `+ ${formatCount(n)} más`,
        none: "todavía no hay valores en las colas",
        absent: (dimension, layer) => `Dimensión ${dimension}, capa ${layer}: no está en las colas.`,
        reading: (dimension, layer, value, at) => {
          const head = `Dimensión ${dimension}, capa ${layer}: ${formatValue(value)}`;
          if (at === undefined) return `${head}.`;
          const z = at.z === undefined ? "" : `, z = ${formatValue(at.z)}`;
          return `${head}${z} entre ${formatCount(at.nSentences)} frases; en las colas en el ${formatPercent(at.tailShare, 0)} de ellas.`;
        },
      },
      contributions: {
        name: "Lo que dice cada capa de cada clase",
        kind: "mapa",
        use: (nLayers, nClasses) =>
          `${nLayers} capas por ${nClasses} clases, la más verosímil primero; las flechas van de celda en celda, Intro elige.`,
        idle: "Log-verosimilitud de cada clase menos la de la conjetura, por capa; una columna suma su diferencia.",
        unit: "nats",
        forGuess: "a favor de la conjetura",
        forClass: "de la clase",
        layer: "capa",
        ranks: "clase, la más verosímil primero →",
        reading: (label, layer, difference, gap) =>
          `${label}, capa ${layer}: ${signed(difference)} nats frente a la conjetura; ${signed(gap)} en todas las capas.`,
        guess: (label, layer, logLikelihood) =>
          `${label}, la conjetura: la capa ${layer} da una log-verosimilitud de ${formatValue(logLikelihood)} nats.`,
      },
    },
    hints: {
      sentence: "Lo que sea, en cualquier idioma: el modelo la relee con cada tecla.",
      pin: "Conserva esta frase: su densidad, sus capas y su conjetura quedan junto a las de la siguiente.",
      tokens:
        "Los trozos en que el modelo parte el texto. Elija uno con ← y → para ver solo sus valores; elíjalo otra vez para volver.",
      layer: "Cada bloque del modelo suma algo al flujo residual; la capa 0 es el primer bloque.",
      density:
        "Cómo se reparten los valores de esta capa. Arrastre un corte para moverlo; arrastre en otro sitio para acercar.",
      scale: "La escala logarítmica muestra las colas; la lineal, el grueso.",
      qq: "Si los valores siguieran una distribución logística, quedarían sobre la recta.",
      dimensions: "El estudio solo conserva el tamaño de los valores; aquí se ve en qué dimensiones están.",
      tails: "Puntúa solo los valores más allá de los cortes y descarta el resto.",
      guess:
        "La clase con la que estos valores son más verosímiles, sumando todas las capas; los puntos van en escala logarítmica; marque un par para dibujar su densidad.",
      levels:
        "Un tema o un atributo está donde está su mejor par, en escala logarítmica: lo cercano se ve junto a lo lejano.",
      contributions:
        "Cuánto más verosímil que la conjetura halla cada capa una clase: sus capas suman su diferencia.",
    },
  },
  tour: {
    count: (step, all) => `Paso ${step} de ${all}`,
    back: "Atrás",
    next: "Siguiente",
    done: "Listo",
    end: "Terminar la visita",
    waiting: "El modelo está leyendo la frase: sus números aparecerán aquí enseguida.",
    steps: [
      {
        title: "Una frase se convierte en números",
        say: ({ model, nTokens, nLayers, dModel, pooling, count }) => {
          const taken = {
            last: `se toma la fila del último token: ${count} números por capa`,
            all: `se toman las filas de todos los tokens salvo el primero: ${count} números por capa`,
            mean: `se promedian las filas de todos los tokens salvo el primero: ${count} números por capa`,
            token: `se toma la fila del token elegido: ${count} números por capa`,
          };
          return `${model} corta su frase en ${nTokens} tokens. Tras cada una de sus ${nLayers} capas, cada token es una fila de ${dModel} números: el flujo residual, lo que el modelo ha hecho del texto hasta ahí.\nAquí ${taken[pooling]}.`;
        },
      },
      {
        title: "Olvidar qué número es cuál",
        say: ({ count, half, layer }) =>
          `Cada fila de esta figura es una capa: sus ${count} números en un solo montón, sin importar en qué dimensión estaban. Donde la curva es alta hay muchos; esa curva es una densidad.\nEn la capa ${layer}, la mitad está entre ${half[0]} y ${half[1]}.`,
      },
      {
        title: "Las colas: pocos valores, muy lejos",
        say: ({ nTails, count, tailShare, cutoffs, layer, farthest, guess }) => {
          const where = guess ? `, donde la densidad de «${guess.best}» ya es muy baja` : "";
          const which = farthest
            ? `\nEl más lejano es ${farthest.value}, en la dimensión ${farthest.dimension}. La conjetura nunca llega a saber qué dimensión era; el mapa de colas la conserva.`
            : "";
          return `En la capa ${layer}, ${nTails} de ${count} valores (${tailShare}) quedan más allá de los dos cortes, ${cutoffs[0]} y ${cutoffs[1]}${where}. Son la parte rayada.${which}`;
        },
      },
      {
        title: "La conjetura, solo con tamaños",
        say: ({ model, guess }) =>
          guess
            ? `Cada una de las ${guess.nClasses} clases tiene su propia densidad en cada capa, ajustada con ${guess.nTrain} frases de entrenamiento. ¿Con cuál son más verosímiles estos valores?\n«${guess.best}» queda primera; «${guess.second}», a ${guess.gap} nats. Es una diferencia entre sumas de logaritmos, como si los valores no supieran nada unos de otros. No es una probabilidad.${guess.chance === undefined ? "" : ` Calibrada con frases reservadas, la conjetura recibe un ${guess.chance}.`}`
            : `No se ha ajustado ningún atlas para ${model}: sin las densidades de las clases no conjetura nada. Elija un modelo que traiga uno, o ajuste uno.`,
      },
      {
        title: "Descartar todo menos las colas",
        say: ({ count, guess, heldOut }) => {
          if (guess === undefined)
            return "«Solo las colas» descarta todos los valores entre los cortes. Sin un atlas no hay conjetura que observar.";
          const now =
            guess.best === guess.bestOfTails
              ? `la conjetura sigue siendo «${guess.best}»`
              : `la conjetura era «${guess.best}» y ahora es «${guess.bestOfTails}»`;
          const names: Record<string, string> = { subject: "temas", attribute: "atributos" };
          const scores = heldOut?.levels.map(
            ({ name, full, tails, difference, low, high }) =>
              `${names[name] ?? name}, ${full} con todos los valores y ${tails} solo con las colas (${difference}; intervalo del 95 %: ${low} a ${high})`,
          );
          const judged =
            heldOut && scores ? `\nCon ${heldOut.n} frases reservadas, F1 macro: ${scores.join("; ")}.` : "";
          return `«Solo las colas» está activado: una clase mira ahora, de media, ${guess.meanTailCount} de ${count} valores por capa, y ${now}.${judged}`;
        },
      },
    ],
  },
};

const signed = (value: number) => (value > 0 ? `+${formatValue(value)}` : formatValue(value));
