// A tone and a tremble for each answer, told apart without looking.

const TONES = { // [hertz, from ms, for ms] …; vibration in ms
  accept: { notes: [[880, 0, 90], [1320, 90, 140]], tremble: [60] },
  attention: { notes: [[660, 0, 140], [660, 220, 140]], tremble: [90, 80, 90] },
  refuse: { notes: [[196, 0, 420]], tremble: [350] },
};

export class Sound {
  constructor() {
    addEventListener("pointerdown", () => this.wake(), true);
    addEventListener("keydown", () => this.wake(), true);
  }

  /** Browsers allow sound after the first touch. */
  wake() {
    this.context ??= "AudioContext" in window ? new AudioContext() : null;
    if (this.context?.state === "suspended") this.context.resume();
  }

  get works() {
    return this.context?.state === "running";
  }

  say(signal) {
    const { notes, tremble } = TONES[signal];
    navigator.vibrate?.(tremble);
    if (this.works) for (const note of notes) this.play(...note);
  }

  play(hertz, from, lasts) {
    const { context } = this;
    const [start, end] = [context.currentTime + from / 1000, context.currentTime + (from + lasts) / 1000];
    const tone = new OscillatorNode(context, { frequency: hertz, type: "triangle" });
    const volume = new GainNode(context, { gain: 0 });
    volume.gain.setValueAtTime(0, start);
    volume.gain.linearRampToValueAtTime(0.5, start + 0.01);
    volume.gain.setValueAtTime(0.5, end - 0.02);
    volume.gain.linearRampToValueAtTime(0, end);
    tone.connect(volume).connect(context.destination);
    tone.start(start);
    tone.stop(end);
  }
}
