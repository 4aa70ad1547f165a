import { useState } from 'react';
import { FigureButton } from '../components/figure-button.js';
import { FigureDialog, type FigureExplanation } from '../components/figure-dialog.js';
import type { FigureCell } from '../components/figure-table.js';
import { useFormats } from '../i18n/index.js';

/** Figures that can be pressed, and the explanation of the one that was. */
export function useExplained() {
  const { number } = useFormats();
  const [figure, setFigure] = useState<FigureExplanation>();
  return {
    explain: setFigure,
    /** A figure to be pressed. */
    figure: (explanation: FigureExplanation): FigureCell => ({
      value: explanation.text ?? explanation.value,
      shown: (
        <FigureButton onClick={() => setFigure(explanation)}>
          {explanation.text ?? number(explanation.value)}
        </FigureButton>
      ),
    }),
    /** Stands in the page once. */
    dialog: figure && <FigureDialog figure={figure} onClose={() => setFigure(undefined)} />,
  };
}
