// Options of contacts: each portion with each contact in each form, and the blocks whose slots they share.
import type { Form } from '../../../src/domain/items.ts';
import type { Portion } from '../../../src/domain/world.ts';
import type { Block, Option } from '../../candidates/candidates.ts';
import type { Instance } from '../instance.ts';
import type { Probes } from '../probes.ts';
import { firstTimeOf } from './block-facts.ts';
import { offsets } from './numbering.ts';
import type { People } from './people.ts';

export type Options = {
  readonly table: Pick<Instance, 'optionFrom' | 'optionPortion' | 'optionBlock' | 'optionSessions' | 'optionPoints'>;
  readonly blocks: readonly Block[];
  readonly blockContact: Int32Array;
  readonly blockPortion: Int32Array;
  /** Of each option: its index among its block's options. */
  readonly optionInBlock: Uint8Array;
  readonly optionOf: (option: number) => Option;
};

/** Whether a portion can have a form one to one: no limit that says so looks at the contact, so each form is asked once. */
function createFits(probes: Probes): (block: Block, option: Option) => boolean {
  const known = new Map<Portion, Map<Form, boolean>>();
  return (block, { engagement }) => {
    const { portion, form } = engagement;
    let ofPortion = known.get(portion);
    if (ofPortion === undefined) {
      ofPortion = new Map();
      known.set(portion, ofPortion);
    }
    let fits = ofPortion.get(form);
    if (fits === undefined) {
      fits = probes.fits(engagement, firstTimeOf(block));
      ofPortion.set(form, fits);
    }
    return fits;
  };
}

/** Lists the options that can be, contact by contact and block by block. */
export function listOptions({ blocksOf, portionIndex }: People, probes: Probes): Options {
  const fits = createFits(probes);
  const blocks: Block[] = [];
  const blockContact: number[] = [];
  const optionBlock: number[] = [];
  const optionInBlock: number[] = [];
  const counts = blocksOf.map((own, contact) => {
    const before = optionBlock.length;
    for (const block of own) {
      const first = optionBlock.length;
      block.options.forEach((option, o) => {
        if (!fits(block, option)) return;
        optionBlock.push(blocks.length);
        optionInBlock.push(o);
      });
      if (optionBlock.length === first) continue;
      blocks.push(block);
      blockContact.push(contact);
    }
    return optionBlock.length - before;
  });
  const blockPortion = blocks.map(({ portion }) => portionIndex.get(portion) as number);
  const optionOf = (o: number): Option =>
    (blocks[optionBlock[o] as number] as Block).options[optionInBlock[o] as number] as Option;
  const table = {
    optionFrom: offsets(counts),
    optionPortion: Int32Array.from(optionBlock, (b) => blockPortion[b] as number),
    optionBlock: new Int32Array(optionBlock),
    optionSessions: Uint8Array.from(optionBlock, (_, o) => optionOf(o).engagement.form.sessions),
    optionPoints: Float64Array.from(optionBlock, (_, o) => optionOf(o).points),
  };
  return {
    table,
    blocks,
    blockContact: new Int32Array(blockContact),
    blockPortion: new Int32Array(blockPortion),
    optionInBlock: new Uint8Array(optionInBlock),
    optionOf,
  };
}
