import { formatCount, formatPercent, formatValue } from "../../plot/format.ts";
import type { Translation } from "./translation.ts";

// Japanese: the first screens. Categories stay as the data name them; numbers as the page writes them. (Longer than 300 lines,
// because a translator wants one file.)
export const ja: Translation = {
  common: {
    notices: {
      lost: "GPUが応答しなくなりました。モデルをGPUで開き直し、続きから再開しました。失われたものはありません。",
      "lost-twice":
        "GPUが1分以内に2回応答しなくなったため、WASMで続けます。実行中のフィットは最初からやり直します。上でWebGPUを選ぶと戻せます。",
      refused:
        "GPUが処理の一部を拒否したため、代わりにWASMで計算します。実行中のフィットは最初からやり直します。上でWebGPUを選ぶと再び試せます。",
      "failed-check":
        "このモデルの自己検査にWebGPUが合格しなかったため、代わりにWASMで計算します。上でWebGPUを選べば、それでも使えます。",
      "failed-half":
        "半精度の重みはこのモデルでは使えなかったため、float32の重みで開き直しました。理由は「モデル」タブにあります。",
      "kept-after-failed-check":
        "このモデルの自己検査にWebGPUが合格しなかったため、数値が誤っている可能性があります。選択されたのでWebGPUのままです。上でWASMを選べます。",
    },
    wordmark: "Tailscope",
    tableTwin: "同じ内容を表で見る",
    table: "表",
    tableTwinOf: (figure) => `同じ内容を表で見る：${figure}`,
    tableOf: (figure) => `${figure}（表）`,
    moreRows: (shown, all) => `全 ${all} 行のうち最初の ${shown} 行です。CSV にはすべて入っています。`,
    exportAs: (format) => `${format} を書き出す`,
    saveAs: (figure, format) => `${figure}を ${format} で保存`,
    more: "その他",
    moreWays: (figure) => `${figure}のその他の保存方法`,
    pngSize: "PNG の大きさ",
    save: "保存",
    copy: "コピー",
    image: "画像",
    copyOf: (what, figure) => `${figure}の${what}をコピー`,
    copied: "コピーしました。",
    imageRefused: "このブラウザーではページから画像をコピーできません。PNG を保存してください。",
    textRefused: "このブラウザーではここでクリップボードを使えません。ファイルを保存してください。",
    remove: "削除",
    removeOf: (name) => `${name} を削除`,
    removeNow: "削除する",
    keep: "残す",
    choose: (file) => `${file}を選ぶ`,
    noneYet: "未選択",
    help: "ヘルプ",
    skip: "本文へ移動",
    modes: { full: "すべての値", tails: "裾のみ" },
    backends: { webgpu: "WebGPU", wasm: "WASM" },
    tryAgain: "もう一度試す",
    dismiss: "閉じる",
    stop: "中止",
    newVersion: "新しい版があります",
    reload: "再読み込み",
    threads: (_count, shown) => `${shown} スレッド`,
    trainingSentences: (_count, shown) => `訓練文 ${shown} 件`,
    noAtlas: "アトラスなし",
    kernels: {
      title: "直前の文で GPU が実行したカーネル",
      kernel: "カーネル",
      runs: "回数",
      each: "1 回",
      sum: "合計",
      waiting: "次の文を読むときに計測します。",
      names: {
        poolValues: "値の集約",
        logLikelihood: "対数尤度",
        moments: "モーメント",
        kde: "密度",
        tailMask: "裾の値",
        tokenTails: "トークンごとの裾",
        topK: "上位のクラス",
        add: "得点",
        view: "密度と裾",
      },
      took: (kernel, each, runs) => `${kernel} ${each}\u00a0×\u00a0${runs}`,
      ran: (kernel, runs) => `${kernel}\u00a0×\u00a0${runs}`,
      below: (step) => `時計の刻み ${step} 未満`,
      gpuClock: "GPU 自身の時計",
      gpuClockSteps: (step) => `GPU 自身の時計（このブラウザーでは ${step} 刻み）`,
      noGpuClock: (all) =>
        `このブラウザーでは GPU の時計を使えません。パソコンの時計では、キュー全体で ${all}`,
      clock: "パソコンの時計",
      clockSteps: (step) => `パソコンの時計（このブラウザーでは ${step} 刻み）`,
      partial: (how) => `${how}。すべて読む前に GPU が失われました`,
    },
    recipe: {
      pooling: { last: "最後のトークン", all: "全トークン", mean: "トークンの平均" },
      notCentred: "中心化なし",
      lastWordKept: "最後の単語を含む",
      noStart: "開始トークンなし",
      bandwidth: (scale) => `バンド幅 ${scale}`,
      floor: (floor) => `下限 ${floor}`,
      points: (points) => `${points} 点`,
      rule: (rule) => `裾 ${rule}`,
      beyondStd: (k) => `裾は標準偏差の ${k} 倍より外側`,
      beyond: (left, right) => `裾は ${left} と ${right} の外側`,
    },
    noAtlasOf: {
      why: (model) => `${model} にはまだアトラスがないため、推定は行われません。`,
      fit: "ここで当てはめる",
      orDrop: "か、.atlas ファイルをドロップしてください。",
    },
    drop: {
      model: "モデルのフォルダー、ファイル、.onnx、または .atlas をドロップ",
      data: "文（JSON、JSONL、CSV、TSV）または .atlas をドロップ",
      reports: "report.json をドロップ",
    },
    secondsLeft: (time) => `残り約 ${time}`,
    loading: {
      name: "モデルの読み込み",
      layers: "層の読み込み",
      meanwhile: "読み込み中も入力できます。層は届いた順に表示されます。",
    },
  },
  header: {
    views: "画面",
    tabs: {
      explore: "探索",
      evaluate: "評価",
      fit: "当てはめ",
      compare: "比較",
      models: "モデル",
      method: "手法",
    },
    model: "モデル",
    noModel: "未選択",
    fromHub: "ハブから",
    fromDisk: "この端末から",
    runsOn: "計算",
    backendChoice: "計算方法の選択",
    backends: { auto: "自動", webgpu: "WebGPU", wasm: "WASM" },
    backend: "計算環境",
    reasons: {
      "the GPU was lost twice within a minute": "GPUが1分以内に2回失われたため",
      "you chose it": "利用者の選択",
      "a GPU adapter was found": "GPU が見つかったため",
      "no GPU adapter was found": "GPU が見つからないため",
      "this browser has no WebGPU": "このブラウザーは WebGPU に対応していないため",
      "browsers give no GPU to pages that are not on https": "https でないページでは GPU を使えないため",
      "the GPU did not answer in time": "GPU が時間内に応答しなかったため",
    },
    opening: "モデルを開いています",
    openingShort: "開いています…",
    f16Weights: "F16の重み",
    nothingOpen: "モデルが開かれていません",
    language: "言語",
    darkTheme: "ダークテーマ",
    useLight: "ライトテーマに切り替える",
    useDark: "ダークテーマに切り替える",
    tour: "ツアー",
    intro:
      "言語モデルは一つの文を何千もの数値として読み取ります。どの数値がどれだったかを忘れ、大きさだけを残したら、何についての文かまだ分かるでしょうか。",
    takeTour: "ツアーを始める",
    readMethod: "しくみ",
    hints: {
      model: "文を読む言語モデルです。ほかのモデルは「モデル」タブにあります。",
      backend: (reason) =>
        `計算に使うのは GPU（WebGPU）か CPU（WASM）で、どちらでも推定は同じです。選ばれた理由：${reason}。`,
      lastSentence: (model, guess) => `直前の文：モデル ${model}・推定 ${guess}。`,
      lastSentenceInAll: (all) => `直前の文：モデルと推定 ${all}。`,
    },
  },
  explore: {
    sentence: {
      region: "入力",
      label: "文",
      placeholder: "文を入力してください（どの言語でも可）…",
      examples: "例文",
      pin: "この文を固定",
      pinned: "固定中",
      unpin: "固定を解除",
      pinnedText: (text) => `固定した文をもう一度入力：${text}`,
    },
    exampleNames: {
      Spanish: "スペイン語",
      Japanese: "日本語",
      "Upper case": "大文字",
      "Lower case": "小文字",
      English: "英語",
      Angry: "怒った",
      Kind: "親切な",
      Concise: "簡潔な",
      Didactic: "教示的な",
      Helpful: "役立つ",
      Flowery: "華美な",
      Childish: "子どもっぽい",
    },
    invitation:
      "文を入力するか、例文を選んでください。モデルは入力と同時に層ごとに読み進め、何についての文か、どのように書かれているかを推定します。",
    tokens: {
      list: "トークン",
      read: (n) => `${n}として読み取り`,
      cut: (n, left) => `${n}で打ち切り、${left} 個を除外`,
      count: (_count, shown) => `${shown} トークン`,
      readOut: (read, dropped, taken) => `${dropped === undefined ? read : `${read}。${dropped}`}。${taken}`,
      noSpace: "空白がないため、除く最後の単語がありません",
      droppedSpace: "末尾の空白を除いています",
      dropped: (word) => `研究と同じく、最後の単語「${word}」を除いています`,
      taken: {
        last: "値は最後のトークンから取ります。",
        all: "値は先頭を除くすべてのトークンから取ります。",
        mean: "各値は、先頭を除くすべてのトークンの平均です。",
      },
      chosen: (place, token) => `トークン ${place}「${token}」だけの値です。`,
      otherPooling: {
        last: "アトラスは最後のトークンに当てはめたものなので、見たことのない値を問われています。",
        all: "アトラスは全トークンの値に当てはめたものなので、見たことのない値を問われています。",
        mean: "アトラスはトークンの平均に当てはめたものなので、見たことのない値を問われています。",
      },
      back: {
        last: "最後のトークンに戻る",
        all: "すべてのトークンに戻る",
        mean: "すべてのトークンの平均に戻る",
      },
      name: (place, token) => `トークン ${place}「${token}」`,
      tails: (tails, count, layer) => `第 ${layer} 層では ${count} 個の値のうち ${tails} 個が裾`,
      id: (id) => `語彙番号 ${id}`,
      showAll: "すべて表示",
      showFewer: "一部だけ表示",
    },
    layers: {
      region: "モデルの各層の値",
      label: "層",
      range: (last) => `／ 0–${last}`,
      figure: "層の一覧",
      lit: "強調：統合した参照分布の裾。",
      litNoAtlas: "強調：標準偏差の 2 倍より外側。",
      litFixed: "強調：動かした境界の外側。",
      export: (model) => `${model}：一つの文、すべての層`,
    },
    density: {
      region: "表示中の層",
      figure: "密度",
      title: (layer) => `第 ${layer} 層の密度`,
      where: (layer, mode) => `第 ${layer} 層、${mode}：`,
      pinned: "固定した文",
      besides: "あわせて描くクラス",
      letGo: (label) => `「${label}」の密度を消す`,
      scale: "密度の目盛り",
      log: "対数",
      linear: "線形",
      wholeRange: "すべての値を表示",
      modes: { full: "すべての値", tails: "裾のみ" },
      dimension: (dimension, value) => `次元 ${dimension}：${value}`,
      values: (_count, shown) => `値 ${shown} 個`,
      summary: (values, tails, of) => `${values}、うち ${tails} 個が${of}`,
      within: (summary, limits) => `${summary}（${limits}）。`,
      tailsOf: (label) => `「${label}」の裾`,
      ownTails: "標準偏差の 2 倍より外側の裾",
      fixedTails: "動かした境界による裾",
      limits: (left, right) => `${left} 未満または ${right} 超`,
      farthest: (value, dimension) => `最も離れた値は ${value}（次元 ${dimension}）。`,
      noSay: "3 個未満のため、このクラスはこの層では発言権がありません。",
      fixed: (left, right) => `境界を移動中：すべての層とクラスで ${left} と ${right}。`,
      reset: "元に戻す",
      export: (model, layer, mode, count) => `${model} · 第 ${layer} 層 · ${mode} · 一つの文、n = ${count}`,
    },
    qq: {
      figure: "ロジスティック分布との Q-Q プロット",
      title: "ロジスティック分布との比較",
      export: (model, layer) => `${model} · 第 ${layer} 層 · 当てはめたロジスティック分布に対する分位点`,
    },
    dimensions: {
      figure: "裾マップ",
      title: "どの次元が裾にあるか",
      load: "ほかの文と比べる",
      loading: "ほかの文を読んでいます",
      stop: "中止",
      against: (n, data) => `${data} の評価用文 ${n} 件との比較。`,
      export: (model) => `${model}：裾にある次元、層ごと`,
    },
    guess: {
      region: "推定",
      from: { full: "すべての値による推定", tails: "裾のみによる推定" },
      none: "なし",
      reading: "読み取り中…",
      nothing: "まだありません",
      soFar: (nRead, nLayers, label, gap) =>
        `途中経過（${nLayers} 層中 ${nRead} 層）: ${label}${gap === undefined ? "" : `、${gap} ナット差で先頭`}`,
      tailsOnly: "裾のみ",
      list: "推定",
      bestPairs: "上位 10 組",
      bestClasses: "上位 10 クラス",
      levels: { subject: "話題", attribute: "属性" },
      nats: "ナット",
      gaps: "対数尤度の差（ナット）で、確率ではありません。最上位からどれだけ離れているかを示します。",
      chance: (percent) => `p ≈ ${percent}`,
      chanceHead: "p ≈",
      calibrated: (n, ece) => `p：評価用文 ${n} 件で較正、ECE ${ece}。`,
      fromEvaluation: "較正は、いま行った評価によるものです。",
      noSay: (percent, mean) => `発言権なし：クラス × 層の ${percent} で裾の値が 3 個未満、平均 ${mean} 個。`,
      pin: (label) => `「${label}」の密度を描く`,
      noAtlas: "それでも層と裾は表示されます。この文自身の値の、標準偏差の 2 倍より外側が裾です。",
    },
    contributions: {
      figure: "各層の寄与",
      title: "各層が各クラスについて示すもの",
      export: (model, mode) => `${model} · 各層が各クラスについて示すもの · ${mode}`,
    },
    plot: {
      density: {
        title: (layer, mode) =>
          `第 ${layer} 層の残差ストリームの値の密度${mode === "tails" ? "（裾のみ）" : ""}`,
        description: ({ sentence, cutoffs, tails, count }, predicted, others) => {
          const values = `${formatValue(sentence.min)} から ${formatValue(sentence.max)} までの値 ${formatCount(count)} 個`;
          const of = predicted === undefined ? "境界" : `推定されたクラス：${predicted}、境界`;
          const share = count > 0 ? `（${formatPercent(tails.length / count)}）` : "";
          const far = tails[0]
            ? `最も離れた値は ${formatValue(tails[0].value)}（次元 ${tails[0].dimension}）。`
            : "";
          const beside = others.length > 0 ? `あわせて表示：${others.join("、")}。` : "";
          return `この文：${values}。${of} ${formatValue(cutoffs.left)} と ${formatValue(cutoffs.right)}。裾の値：${formatCount(tails.length)} 個${share}。${far}${beside}`;
        },
        sentence: "この文",
        predicted: (label) => `推定：${label}`,
        pooled: "すべての訓練文",
        pinned: (label) => (label === undefined ? "固定した文" : `固定：${label}`),
        tails: "裾",
        density: "↑ 密度",
        value: "残差ストリームの値（中心化後）→",
        cutoff: (value) => `境界 ${formatValue(value)}`,
        noCutoff: (side) => `${side === "left" ? "左" : "右"}の境界なし`,
        cutoffName: (side) => (side === "left" ? "左の境界" : "右の境界"),
        cutoffText: (value, beyond) => `${formatValue(value)}、外側に値 ${formatCount(beyond)} 個`,
        inTails: (n, count) => [
          `${formatCount(count)} 個の値のうち ${formatCount(n)} 個が裾`,
          `裾に ${formatCount(n)} 個`,
        ],
        thrownAway: (n, count) => [
          `${formatCount(count)} 個の値のうち ${formatCount(n)} 個を破棄`,
          `${formatCount(n)} 個を破棄`,
        ],
        tailList: "裾の値",
        tail: ({ dimension, token, value }) =>
          `次元 ${dimension}${token === undefined ? "" : ` · トークン ${token}`} · 値 ${formatValue(value)}`,
        zoomIn: "拡大",
        zoomOut: "縮小",
        zoomReset: "すべての値を表示",
      },
      stack: {
        title: "すべての層におけるこの文の密度",
        description: (done, n) =>
          `${n} 層のうち ${done} 層、第 0 層が最上段。値の目盛りは全層共通で、ゼロ付近は線形、その外側は対数。各層の高さはその層の密度の対数です。`,
        list: "層の一覧",
        layer: "層",
        inTails: "裾の数",
        axis: "値（対称対数）→",
        missing: (layer) => `第 ${layer} 層：まだ届いていません。`,
        reading: ({ layer, sentence, tailCount, count }) =>
          `第 ${layer} 層：${formatCount(count)} 個の値のうち ${formatCount(tailCount)} 個が裾、${formatValue(sentence.min)} から ${formatValue(sentence.max)} まで。`,
      },
      qq: {
        title: (layer) => `第 ${layer} 層の値の分位点と、当てはめたロジスティック分布`,
        description: ({ count, logistic }) =>
          `この ${formatCount(count)} 個の値に最も尤もらしいロジスティック分布は、中心 ${formatValue(logistic.location)}、尺度 ${formatValue(logistic.scale)} です。対角線上の値は分布どおりで、それより外側の値は裾がより重いことを示します。`,
        x: "当てはめたロジスティック分布 →",
        y: "↑ 値",
        flat: "すべての値が等しい",
      },
      dimensions: {
        name: "裾にある次元（層ごと）",
        kind: "マップ",
        use: (nLayers, nDimensions) =>
          `${nLayers} 層 × ${nDimensions} 次元。矢印キーでセルを移動し、Enter で層を選びます。`,
        idle: "裾にある次元。多くの層で裾にあるものから順に並びます。値の袋はこれを忘れます。",
        idleProfile: (n, data) =>
          `大きいほど、${data} の ${formatCount(n)} 文に照らしてその次元では珍しい値です。`,
        layer: "層",
        value: "値",
        always: "つねに裾にある",
        rare: "この文に特有",
        more: (n) => `ほか ${formatCount(n)}`,
        none: "裾にある値はまだありません",
        absent: (dimension, layer) => `次元 ${dimension}、第 ${layer} 層：裾にありません。`,
        reading: (dimension, layer, value, at) => {
          const head = `次元 ${dimension}、第 ${layer} 層：${formatValue(value)}`;
          if (at === undefined) return `${head}。`;
          const z = at.z === undefined ? "" : `、z = ${formatValue(at.z)}`;
          return `${head}${z}（${formatCount(at.nSentences)} 文中）。うち ${formatPercent(at.tailShare, 0)} で裾にあります。`;
        },
      },
      contributions: {
        name: "各層が各クラスについて示すもの",
        kind: "マップ",
        use: (nLayers, nClasses) =>
          `${nLayers} 層 × ${nClasses} クラス、尤もらしい順。矢印キーでセルを移動し、Enter で選びます。`,
        idle: "各クラスの対数尤度から推定の対数尤度を引いたもの（層ごと）。列の合計がその差になります。",
        unit: "ナット",
        forGuess: "推定を支持",
        forClass: "クラスを支持",
        layer: "層",
        ranks: "クラス（尤もらしい順）→",
        reading: (label, layer, difference, gap) =>
          `${label}、第 ${layer} 層：推定に対して ${signed(difference)} ナット、全層で ${signed(gap)}。`,
        guess: (label, layer, logLikelihood) =>
          `${label}（推定）：第 ${layer} 層の対数尤度は ${formatValue(logLikelihood)} ナットです。`,
      },
    },
    hints: {
      sentence: "どの言語の何でもかまいません。一文字打つたびにモデルが読み直します。",
      pin: "この文を残します。次に入力する文の隣に、密度・層・推定が並んで表示されます。",
      tokens: "モデルが文を区切った単位です。← と → で一つ選ぶとその値だけを見られ、もう一度選ぶと戻ります。",
      layer: "モデルの各ブロックが残差ストリームに加算します。第 0 層が最初のブロックです。",
      density: "この層の値の散らばりです。境界はドラッグで動かせ、ほかの場所をドラッグすると拡大します。",
      scale: "対数目盛りでは裾が、線形目盛りでは中心部が見やすくなります。",
      qq: "値がロジスティック分布に従うなら、点は直線の上に並びます。",
      dimensions: "研究では値の大きさだけを残します。ここでは、どの次元にあった値かが分かります。",
      tails: "境界の外側の値だけで採点し、残りは捨てます。",
      guess:
        "すべての層を合わせて、これらの値が最も尤もらしいクラスです。点は対数目盛で並びます。組に印を付けると、その密度も描きます。",
      levels: "話題や属性は、その最も良い組の位置に対数目盛で置かれ、近い差も見分けられます。",
      contributions: "各層が、推定に比べてクラスをどれだけ尤もらしいと見るか。層の合計がそのクラスの差です。",
    },
  },
  tour: {
    count: (step, all) => `ステップ ${step}／${all}`,
    back: "戻る",
    next: "次へ",
    done: "完了",
    end: "ツアーを終える",
    waiting: "モデルが文を読んでいます。まもなくここに数値が表示されます。",
    steps: [
      {
        title: "文は数値になる",
        say: ({ model, nTokens, nLayers, dModel, pooling, count }) => {
          const taken = {
            last: `最後のトークンの行を使います。1 層あたり ${count} 個の数値です`,
            all: `先頭を除くすべてのトークンの行を使います。1 層あたり ${count} 個の数値です`,
            mean: `先頭を除くすべてのトークンの行を平均します。1 層あたり ${count} 個の数値です`,
            token: `選んだトークンの行を使います。1 層あたり ${count} 個の数値です`,
          };
          return `${model} はこの文を ${nTokens} 個のトークンに区切ります。${nLayers} 層のそれぞれを通るたびに、各トークンは ${dModel} 個の数値の行になります。これが残差ストリーム、つまりモデルがそこまでに文から作り上げたものです。\nここでは${taken[pooling]}。`;
        },
      },
      {
        title: "どの数値がどれかを忘れる",
        say: ({ count, half, layer }) =>
          `この図の一段が一つの層です。どの次元にあったかは問わず、${count} 個の数値をひとまとめにしています。曲線が高いところには多くの値が集まっています。この曲線が密度です。\n第 ${layer} 層では、半数の値が ${half[0]} と ${half[1]} の間にあります。`,
      },
      {
        title: "裾：遠く離れた少数の値",
        say: ({ nTails, count, tailShare, cutoffs, layer, farthest, guess }) => {
          const where = guess ? `境界は「${guess.best}」の密度が十分に薄くなる位置です。` : "";
          const which = farthest
            ? `\n最も離れた値は ${farthest.value}、次元 ${farthest.dimension} です。推定ではどの次元だったかは使われませんが、裾マップには残っています。`
            : "";
          return `第 ${layer} 層では、${count} 個の値のうち ${nTails} 個（${tailShare}）が二つの境界 ${cutoffs[0]} と ${cutoffs[1]} の外側にあります。${where}斜線の部分がそれです。${which}`;
        },
      },
      {
        title: "大きさだけによる推定",
        say: ({ model, guess }) =>
          guess
            ? `${guess.nClasses} 個のクラスはそれぞれ、訓練文 ${guess.nTrain} 件に当てはめた独自の密度を各層に持っています。この値が最も尤もらしいのはどのクラスでしょうか。\n最上位は「${guess.best}」、次の「${guess.second}」は ${guess.gap} ナット下です。これは、値どうしが無関係であるかのように足し合わせた対数の和の差であり、確率ではありません。${guess.chance === undefined ? "" : `評価用文で較正すると、この推定の確からしさは ${guess.chance} です。`}`
            : `${model} にはアトラスがありません。クラスの密度がなければ推定はできません。アトラス付きのモデルを選ぶか、当てはめを行ってください。`,
      },
      {
        title: "裾のほかはすべて捨てる",
        say: ({ count, guess, heldOut }) => {
          if (guess === undefined)
            return "「裾のみ」は境界の内側の値をすべて捨てます。アトラスがないため、変化を見る推定がありません。";
          const now =
            guess.best === guess.bestOfTails
              ? `推定は「${guess.best}」のままです`
              : `推定は「${guess.best}」から「${guess.bestOfTails}」に変わりました`;
          const names: Record<string, string> = { subject: "話題", attribute: "属性" };
          const scores = heldOut?.levels.map(
            ({ name, full, tails, difference, low, high }) =>
              `${names[name] ?? name}は、すべての値で ${full}、裾のみで ${tails}（差 ${difference}、95 % 区間 ${low} ～ ${high}）`,
          );
          const judged =
            heldOut && scores ? `\n評価用文 ${heldOut.n} 件でのマクロ F1：${scores.join("。")}。` : "";
          return `「裾のみ」をオンにしました。各クラスが見る値は、1 層あたり ${count} 個のうち平均 ${guess.meanTailCount} 個になり、${now}。${judged}`;
        },
      },
    ],
  },
};

const signed = (value: number) => (value > 0 ? `+${formatValue(value)}` : formatValue(value));
