package dev.sluice.pipeline;

/** How a render writes into a directory. */
public enum RenderLayout {
    /** One file an object. */
    OBJECTS,
    /** One file a unit. */
    UNITS
}
