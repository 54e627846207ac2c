package dev.sluice.tests.fuzz;

import dev.sluice.failure.InvalidInput;
import dev.sluice.kustomize.DirectoryTree;
import dev.sluice.kustomize.Kustomize;
import dev.sluice.object.Manifests;
import dev.sluice.tests.kustomize.BuildFlags;
import java.nio.file.Path;

/** Sluice, in this process. */
final class OurKustomize implements Program {

    @Override
    public Outcome build(FuzzCase one, Path root) {
        try {
            var kustomize = new Kustomize(BuildFlags.parse(String.join(" ", one.args())));
            var build = kustomize.build(new DirectoryTree(root, ""), one.directory());
            return new Outcome.Built(Manifests.write(build.manifests()));
        } catch (InvalidInput e) {
            return new Outcome.Refused(String.valueOf(e.getMessage()));
        } catch (RuntimeException | StackOverflowError e) {
            StackTraceElement[] stack = e.getStackTrace();
            return new Outcome.Broken(e + (stack.length == 0 ? "" : " at " + stack[0]));
        }
    }
}
