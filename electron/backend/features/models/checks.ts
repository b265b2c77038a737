import { type Checks, figure, verdict } from '../checks';
import type { ModelsService } from './service';

const day = (at: number | null) => (at === null ? '–' : new Date(at).toISOString().slice(0, 10));

/** What the registry of models proves. No model is no fault: then the measured rate is in force, and the check says so. */
export function modelChecks(models: Pick<ModelsService, 'inForce'>): Checks {
  return {
    'model.active': ({ now }) => {
      const model = models.inForce(now);
      if (model === null) {
        return verdict(
          'fail',
          {
            fr: 'Aucun modèle n’est en service : la confiance est le taux de réussite mesuré.',
            en: 'No model is in force: the confidence is the measured hit rate.',
          },
          [],
        );
      }
      const words = { fr: 'Un modèle accepté est en service.', en: 'An accepted model is in force.' };
      return verdict('pass', words, [
        figure('Modèle', 'Model', model.id.slice(0, 8)),
        figure('Échéance', 'Expiry', `${day(model.expiresAt)} UTC`),
      ]);
    },
  };
}
