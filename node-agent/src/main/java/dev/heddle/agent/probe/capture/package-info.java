/** Reads saved output of nvidia-smi and nvidia-imex-ctl as if it were the hardware. */
@NullMarked
package dev.heddle.agent.probe.capture;

import org.jspecify.annotations.NullMarked;
