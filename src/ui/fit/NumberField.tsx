import type { ReactNode } from "react";
import { setFitOptions } from "../../state/data.ts";
import type { OptionFields } from "../../state/fitForm.ts";
import { useScreen } from "../useScreen.ts";

type NumberName = "bandwidthScale" | "gridPoints" | "densityFloor" | "k" | "left" | "right";

interface NumberFieldProps {
  name: NumberName;
  label: string;
  children?: ReactNode;
}

/** A number as typed; it is judged when a fit is asked for. */
export function NumberField({ name, label, children }: NumberFieldProps) {
  const value = useScreen((screen) => screen.fitForm.options[name]);
  const id = `option-${name}`;
  return (
    <div className="field option">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        type="text"
        inputMode="decimal"
        value={value}
        aria-describedby={children ? `${id}-note` : undefined}
        onChange={({ target }) =>
          setFitOptions({ [name]: target.value } satisfies Partial<
            Record<NumberName, string>
          > as Partial<OptionFields>)
        }
      />
      {children && (
        <p id={`${id}-note`} className="note">
          {children}
        </p>
      )}
    </div>
  );
}
