import * as Plot from '@observablehq/plot';
import { ink } from '../theme.js';
import type { PlaneArea, PlaneDrawing, PlaneSize } from './chip-plane.js';
import { axisMarks, familyMarks, keyMarks, lineMarks } from './chip-plane-marks.js';
import { clamp, namesOf, scaleOf, spotOf, wordsAt } from './chip-plane-spots.js';
import { familyOrder } from './families.js';
import type { Box } from './place-labels.js';

/** Lays out the marks of a plane: areas, thresholds, chips with their names, and the key. */
export function plotChipPlane(drawing: PlaneDrawing, size: PlaneSize): Plot.PlotOptions {
  const wide = size.width > 600;
  const margin = { top: wide ? 62 : 92, right: wide ? 58 : 42, bottom: 44, left: 50 };
  const toX = scaleOf(drawing.x, [margin.left, size.width - margin.right]);
  const toY = scaleOf(drawing.y, [size.height - margin.bottom, margin.top]);
  const frame: Box = {
    left: margin.left,
    right: size.width - margin.right,
    top: margin.top,
    bottom: size.height - margin.bottom,
  };
  const spots = drawing.points.map((point) => spotOf(point, toX.pixel, toY.pixel, frame));
  const words = drawing.words
    .filter(({ quiet, short }) => wide || !quiet || short !== undefined)
    .map((one) =>
      wordsAt(wide ? one : { ...one, text: one.short ?? one.text }, toX.pixel, toY.pixel, frame, wide),
    );
  const lines = drawing.lines.map((line) => ({
    ...line,
    px: (line.axis === 'x' ? toX : toY).pixel(line.at),
  }));
  const names = namesOf(
    spots,
    words.map(({ box }) => box),
    frame,
    size.names,
    wide,
  );
  const flat = { x: 'x', y: 'y' } as const;
  const visible = (line: { axis: string; px: number }) =>
    line.axis === 'x'
      ? line.px > frame.left && line.px < frame.right
      : line.px > frame.top && line.px < frame.bottom;
  const px = (value: number, scale: typeof toX, ends: readonly [number, number]) =>
    clamp(scale.pixel(value), ends);
  const across: readonly [number, number] = [frame.left, frame.right];
  const upright: readonly [number, number] = [frame.top, frame.bottom];
  const boxOf = (area: Pick<PlaneArea, 'x1' | 'x2' | 'y1' | 'y2'>) => ({
    x1: px(area.x1, toX, across),
    x2: px(area.x2, toX, across),
    y1: px(area.y1, toY, upright),
    y2: px(area.y2, toY, upright),
  });
  // A band that would be thinner than it can be seen is drawn three pixels high.
  const visibleBox = (area: PlaneArea) => {
    const box = boxOf(area);
    const grow = Math.max(0, 3 - (box.y1 - box.y2)) / 2;
    return { ...box, y1: box.y1 + grow, y2: box.y2 - grow };
  };
  return {
    width: size.width,
    height: size.height,
    margin: 0,
    // Everything is laid out in pixels: names must be placed before they are drawn.
    x: { type: 'identity', axis: null },
    y: { type: 'identity', axis: null },
    marks: [
      drawing.areas.map((area) =>
        Plot.rect([visibleBox(area)], {
          x1: 'x1',
          x2: 'x2',
          y1: 'y1',
          y2: 'y2',
          fill: area.fill,
          fillOpacity: area.strength,
          shapeRendering: 'crispEdges',
        }),
      ),
      ...axisMarks(drawing, toX.pixel, toY.pixel, frame),
      Plot.link(
        drawing.edges.map(boxOf).filter((edge) => edge.x1 !== edge.x2 || edge.y1 !== edge.y2),
        { x1: 'x1', x2: 'x2', y1: 'y1', y2: 'y2', stroke: ink.stop, strokeWidth: 1.3 },
      ),
      ...lineMarks(lines.filter(visible), frame, wide),
      [true, false].map((quiet) =>
        Plot.text(
          words.filter((one) => (one.quiet ?? false) === quiet),
          {
            ...flat,
            text: 'text',
            textAnchor: 'start',
            lineAnchor: 'top',
            fontSize: (wide ? 13 : 11) - (quiet ? 1 : 0),
            fontWeight: quiet ? 400 : 650,
            fill: ink.muted,
          },
        ),
      ),
      familyOrder.map((family) =>
        familyMarks(
          spots.filter((spot) => spot.family === family),
          family,
          wide,
        ),
      ),
      Plot.link(
        names.filter(({ leader }) => leader),
        { x1: 'px', y1: 'py', x2: 'endX', y2: 'endY', stroke: ink.muted, strokeWidth: 0.7 },
      ),
      Plot.text(names, {
        ...flat,
        text: 'text',
        textAnchor: 'start',
        fontSize: wide ? 11.5 : 10.5,
        fill: 'colour',
        stroke: ink.paper,
        strokeWidth: 3,
        strokeOpacity: 0.85,
      }),
      ...keyMarks(frame, wide),
    ],
  };
}
