package dev.sluice.source;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.jspecify.annotations.Nullable;

/**
 * The references that a checkout stands for, in full, the most telling first: the branch it is on; in a detached CI
 * checkout what the CI says; the tags of its commit.
 */
record CheckoutNames(List<String> references) {

    private static final String HEADS = "refs/heads/";
    private static final String TAGS = "refs/tags/";

    CheckoutNames {
        references = List.copyOf(references);
    }

    /** @param commit the checked-out commit */
    static CheckoutNames of(Repository repository, ObjectId commit, Map<String, String> environment)
            throws IOException {
        Set<String> names = new LinkedHashSet<>();
        String full = repository.getFullBranch();
        if (full != null && full.startsWith(HEADS)) {
            names.add(full);
        } else if (isOfThisCheckout(commit, environment)) {
            names.addAll(ofGitLab(environment));
            names.addAll(ofGitHub(environment));
            names.addAll(ofJenkins(repository, environment));
        }
        for (Ref tag : repository.getRefDatabase().getRefsByPrefix(Constants.R_TAGS)) {
            Ref peeled = repository.getRefDatabase().peel(tag);
            ObjectId target = peeled.getPeeledObjectId() == null ? peeled.getObjectId() : peeled.getPeeledObjectId();
            if (commit.equals(target)) {
                names.add(tag.getName());
            }
        }
        return new CheckoutNames(new ArrayList<>(names));
    }

    boolean contains(String reference) {
        return references.contains(reference);
    }

    /** A CI's variables tell of the checkout that the CI made; a job may have others, at other commits. */
    private static boolean isOfThisCheckout(ObjectId commit, Map<String, String> environment) {
        for (String variable : List.of("CI_COMMIT_SHA", "GITHUB_SHA", "GIT_COMMIT")) {
            String said = environment.getOrDefault(variable, "");
            if (!said.isEmpty()) {
                return said.equals(commit.name());
            }
        }
        return true;
    }

    private static List<String> ofGitLab(Map<String, String> environment) {
        var names = new ArrayList<String>();
        add(names, TAGS, environment.get("CI_COMMIT_TAG"));
        add(names, HEADS, environment.get("CI_COMMIT_BRANCH"));
        add(names, HEADS, environment.get("CI_MERGE_REQUEST_SOURCE_BRANCH_NAME"));
        add(names, "", environment.get("CI_MERGE_REQUEST_REF_PATH"));
        if (names.isEmpty()) {
            add(names, HEADS, environment.get("CI_COMMIT_REF_NAME"));
        }
        return names;
    }

    private static List<String> ofGitHub(Map<String, String> environment) {
        var names = new ArrayList<String>();
        add(names, HEADS, environment.get("GITHUB_HEAD_REF"));
        add(names, "", environment.get("GITHUB_REF"));
        return names;
    }

    /** {@code GIT_BRANCH} is {@code origin/main}, {@code refs/tags/v1} or {@code main}, as the job is set up. */
    private static List<String> ofJenkins(Repository repository, Map<String, String> environment) {
        String branch = environment.getOrDefault("GIT_BRANCH", "");
        var names = new ArrayList<String>();
        if (branch.startsWith("refs/")) {
            add(names, "", branch);
            return names;
        }
        for (String remote : repository.getRemoteNames()) {
            if (branch.startsWith(remote + "/")) {
                add(names, HEADS, branch.substring(remote.length() + 1));
                return names;
            }
        }
        add(names, HEADS, branch);
        return names;
    }

    private static void add(List<String> names, String prefix, @Nullable String name) {
        if (name != null && !name.isEmpty()) {
            names.add(prefix + name);
        }
    }
}
