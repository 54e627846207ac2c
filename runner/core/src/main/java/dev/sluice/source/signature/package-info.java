/** Signatures of Git commits and tags, OpenPGP's and SSH's, and the public keys that they are checked against. */
@NullMarked
package dev.sluice.source.signature;

import org.jspecify.annotations.NullMarked;
