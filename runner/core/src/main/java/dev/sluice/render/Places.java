package dev.sluice.render;

import dev.sluice.failure.Problem;
import java.util.List;

/** Finds where problems stand in the files of a render; reads files for what it is asked only. Used by one thread. */
@FunctionalInterface
public interface Places {

    /** The same problems, each once and at the best place there is for it. */
    List<Problem> located(List<Problem> problems);
}
