/** What is wrong with a repository, and what its authors should know, as far as it can be told without a cluster. */
@NullMarked
package dev.sluice.validate;

import org.jspecify.annotations.NullMarked;
