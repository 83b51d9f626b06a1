import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { PRESENCE_WORDS } from '../../../../src/contract/catalogue/words-meeting.ts';
import { newKey } from '../../api/key.ts';
import type { MeetingDetail, Minutes } from '../../api/types.ts';
import { Card } from '../../ui/card.tsx';
import { Commands } from '../../ui/command.tsx';
import type { Option } from '../../ui/fields/types.ts';
import { headWhenGone } from '../../ui/modal.ts';
import { Tag, type Tone } from '../../ui/tag.tsx';
import { word } from '../../words/say.ts';
import { changesOf } from './agenda.tsx';
import { attend, recordPresence, type Given } from './minutes-commands.ts';

type Attendance = Minutes['attendance'][number];

const TONES: Readonly<Record<Attendance['presence'], Tone>> = {
  ...{ present: 'good', absent: 'bad', represented: 'accent' },
};

interface RollCallProps {
  given: Given;
  meeting: MeetingDetail;
  minutes: Minutes;
  people: readonly Option[];
  writes: boolean;
}

/** Who is there: everybody who was invited, and whoever came besides. One press each while nothing is published. */
export function RollCall({ given, meeting, minutes, people, writes }: RollCallProps) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const { of, published } = given;
  const recorded = new Map(minutes.attendance.map(each => [each.person, each]));
  const invited = meeting.invitations.map(({ person, personName }) => ({ id: person, name: personName ?? person }));
  const others = minutes.attendance
    .filter(({ person }) => !invited.some(({ id }) => id === person))
    .map(({ person, personName }) => ({ id: person, name: personName ?? person }));
  const everybody = [...invited, ...others];
  const open = everybody.filter(({ id }) => !recorded.has(id));
  const count = (wanted: string): number => minutes.attendance.filter(({ presence }) => presence === wanted).length;
  const called = useMutation({
    mutationFn: async ({ ids, presence }: { ids: readonly string[]; presence: 'present' | 'absent' }) => {
      for (const id of ids) await recordPresence(of, id, presence, newKey());
    },
    // One after the other, so that nobody who calls the roll has to wait for the one before.
    scope: { id: 'roll call' },
    onSettled: () => queries.invalidateQueries({ queryKey: ['meeting', of.series, of.date] }),
  });
  return (
    <Card
      title={t('minutes.attendance')}
      aside={
        <span className="quiet">
          {t('minutes.counts', {
            ...{ present: count('present'), represented: count('represented') },
            ...{ absent: count('absent'), open: open.length },
          })}
        </span>
      }
    >
      {called.error && (
        <p className="bad-text" role="alert">
          {called.error.message}
        </p>
      )}
      <ul className="bare roll">
        {everybody.map(person => (
          <li key={person.id}>
            <strong>{person.name}</strong>
            <Answer attendance={recorded.get(person.id)} />
            {writes && !published && (
              <span className="commands">
                {(['present', 'absent'] as const).map(presence => (
                  <button
                    key={presence}
                    type="button"
                    className="button"
                    aria-pressed={recorded.get(person.id)?.presence === presence}
                    onClick={() => called.mutate({ ids: [person.id], presence })}
                  >
                    {t(`minutes.${presence}`)}
                  </button>
                ))}
              </span>
            )}
            {writes && <Commands commands={[attend(given, { person, people })]} changes={changesOf(of)} calm />}
          </li>
        ))}
      </ul>
      {writes && (
        <div className="commands">
          {!published && open.length > 1 && (
            <button
              ref={headWhenGone}
              type="button"
              className="button"
              aria-disabled={called.isPending}
              onClick={() => !called.isPending && called.mutate({ ids: open.map(({ id }) => id), presence: 'present' })}
            >
              {t('minutes.restPresent')}
            </button>
          )}
          <Commands commands={[attend(given, { people })]} changes={changesOf(of)} calm />
        </div>
      )}
    </Card>
  );
}

function Answer({ attendance }: { attendance: Attendance | undefined }) {
  const { t } = useTranslation();
  if (!attendance) return null;
  const { presence, by } = attendance;
  return (
    <>
      <Tag tone={TONES[presence]}>{word(PRESENCE_WORDS, presence)}</Tag>
      {by !== null && <span className="quiet">{t('minutes.standsIn', { by })}</span>}
    </>
  );
}
