package dev.sluice.apply;

/**
 * What an application is told beside what was planned.
 *
 * @param waitForAll whether every unit is done only when its objects are ready, also where it does not ask for that
 */
public record ApplyOptions(boolean waitForAll) {}
