package dev.sluice.cel;

/** CEL's {@code null}. */
enum Null {
    NULL
}
