import { AtlasLine } from "./AtlasLine.tsx";

export function Intro() {
  return (
    <div className="intro">
      <p>
        A sentence’s activations, stripped of position and order: only how big they are. Is that enough to
        tell what it is about?
      </p>
      <details className="method">
        <summary>Method</summary>
        <dl>
          <div>
            <dt>Activations</dt>
            <dd>
              The residual stream after each block: a few hundred numbers for a token. Which dimension a
              number stood in is forgotten; what is left is a bag of magnitudes.
            </dd>
          </div>
          <div>
            <dt>Density</dt>
            <dd>
              A smoothed histogram of such a bag (Gaussian kernels). One was fitted to the training sentences
              of every class at every layer; a class is a subject and an attribute, 10 × 12 in all.
            </dd>
          </div>
          <div>
            <dt>Tails</dt>
            <dd>
              Values beyond two cut-offs, which each class sets for itself where its density has run thin.
              Tails only scores those values and throws the rest away. A class with fewer than three has no
              say at that layer.
            </dd>
          </div>
          <div>
            <dt>Guess</dt>
            <dd>
              The class under which the values are likeliest: ln density, summed over values and layers, in
              nats. The sums treat values as independent, so gaps are huge and are not probabilities.
            </dd>
          </div>
        </dl>
        <AtlasLine />
        <p>
          After Matt Levinson, <cite>Beyond Gaussian</cite> (2024) and{" "}
          <cite>Activation Magnitudes Matter On Their Own</cite> (2025). Everything runs on this machine;
          nothing you type leaves it.
        </p>
      </details>
    </div>
  );
}
