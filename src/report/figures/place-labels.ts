/** A label that wants to stand near a point; all lengths in pixels. */
export interface LabelWish {
  readonly x: number;
  readonly y: number;
  readonly width: number;
}

export interface LabelPlace {
  /** Left end and middle height of the label. */
  readonly x: number;
  readonly y: number;
  readonly width: number;
  /** Whether it stands so far away that a line should lead to it. */
  readonly leader: boolean;
}

const lineHeight = 15;
const gap = 8;

/**
 * Finds a place for each label near its point, so that labels keep clear of each other, of the points and of the
 * frame. Labels are placed in the order given; each takes the nearest free place out of rings of candidates.
 */
export function placeLabels(
  wishes: readonly LabelWish[],
  frame: { readonly left: number; readonly right: number; readonly top: number; readonly bottom: number },
  obstacles: readonly Box[] = [],
): LabelPlace[] {
  const taken: Box[] = [
    ...obstacles,
    ...wishes.map(({ x, y }) => ({ left: x - 6, right: x + 6, top: y - 6, bottom: y + 6 })),
  ];
  return wishes.map((wish) => {
    let best = { cost: Number.POSITIVE_INFINITY, box: boxAt(wish, 0, 0), ring: 0 };
    for (let ring = 0; ring < 7; ring++) {
      for (let step = 0; step < 16; step++) {
        const angle = (step / 16) * 2 * Math.PI;
        const box = boxAt(wish, angle, ring);
        const cost =
          taken.reduce((sum, other) => sum + overlap(box, other), 0) * 10 +
          outside(box, frame) * 40 +
          ring * 30 +
          Math.abs(Math.sin(angle)) * 4 +
          (Math.cos(angle) < 0 ? 3 : 0);
        if (cost < best.cost - 1e-9) best = { cost, box, ring };
      }
    }
    taken.push(best.box);
    return {
      x: best.box.left,
      y: (best.box.top + best.box.bottom) / 2,
      width: wish.width,
      leader: best.ring > 1,
    };
  });
}

export interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

function boxAt({ x, y, width }: LabelWish, angle: number, ring: number): Box {
  const far = gap + ring * 11;
  const cx = x + Math.cos(angle) * (far + width / 2);
  const cy = y + Math.sin(angle) * (far + lineHeight / 2);
  return {
    left: cx - width / 2,
    right: cx + width / 2,
    top: cy - lineHeight / 2,
    bottom: cy + lineHeight / 2,
  };
}

function overlap(a: Box, b: Box): number {
  const w = Math.min(a.right, b.right) - Math.max(a.left, b.left);
  const h = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
  return w > 0 && h > 0 ? w * h : 0;
}

function outside(box: Box, frame: Box): number {
  return (
    Math.max(0, frame.left - box.left) +
    Math.max(0, box.right - frame.right) +
    Math.max(0, frame.top - box.top) +
    Math.max(0, box.bottom - frame.bottom)
  );
}
