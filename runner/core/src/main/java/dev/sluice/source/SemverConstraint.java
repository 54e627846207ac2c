package dev.sluice.source;

import java.util.Map;

/**
 * One comparison of a {@link SemverRange}, for example {@code >=1.2} (Masterminds/semver v3.5.0 constraints.go).
 *
 * @param operator what is asked of a version
 * @param version what it is compared with; missing parts are zero
 * @param dirty whether a part is missing or an {@code x}
 * @param minorDirty whether the major number is the only one that is given
 * @param patchDirty whether the patch number is the only one that is missing
 */
record SemverConstraint(
        Operator operator, SemanticVersion version, boolean dirty, boolean minorDirty, boolean patchDirty) {

    /** What a comparison asks. */
    enum Operator {
        EQUAL {
            @Override
            boolean allows(SemanticVersion version, SemverConstraint constraint) {
                return constraint.dirty ? TILDE.allows(version, constraint) : version.sameAs(constraint.version);
            }
        },
        NOT_EQUAL {
            @Override
            boolean allows(SemanticVersion version, SemverConstraint constraint) {
                SemanticVersion other = constraint.version;
                if (!constraint.dirty) {
                    return !version.sameAs(other);
                }
                if (version.major() != other.major()) {
                    return true;
                }
                if (constraint.minorDirty) {
                    return false;
                }
                if (version.minor() != other.minor()) {
                    return true;
                }
                if (constraint.patchDirty) {
                    return (version.isPrerelease() || other.isPrerelease())
                            && SemanticVersion.comparePrereleases(version.prerelease(), other.prerelease()) != 0;
                }
                // Nothing is given at all ("!=*"): the comparison is with 0.0.0.
                return version.patch() != other.patch() || !version.sameAs(other);
            }
        },
        GREATER {
            @Override
            boolean allows(SemanticVersion version, SemverConstraint constraint) {
                SemanticVersion other = constraint.version;
                if (!constraint.dirty) {
                    return other.isBefore(version);
                }
                if (version.major() != other.major()) {
                    return Long.compareUnsigned(version.major(), other.major()) > 0;
                }
                if (constraint.minorDirty) {
                    return false;
                }
                if (constraint.patchDirty) {
                    return Long.compareUnsigned(version.minor(), other.minor()) > 0;
                }
                return other.isBefore(version);
            }
        },
        LESS {
            @Override
            boolean allows(SemanticVersion version, SemverConstraint constraint) {
                return version.isBefore(constraint.version);
            }
        },
        GREATER_OR_EQUAL {
            @Override
            boolean allows(SemanticVersion version, SemverConstraint constraint) {
                return !version.isBefore(constraint.version);
            }
        },
        LESS_OR_EQUAL {
            @Override
            boolean allows(SemanticVersion version, SemverConstraint constraint) {
                SemanticVersion other = constraint.version;
                if (!constraint.dirty) {
                    return !other.isBefore(version);
                }
                int major = Long.compareUnsigned(version.major(), other.major());
                if (major != 0) {
                    return major < 0;
                }
                return constraint.minorDirty || Long.compareUnsigned(version.minor(), other.minor()) <= 0;
            }
        },
        TILDE {
            @Override
            boolean allows(SemanticVersion version, SemverConstraint constraint) {
                SemanticVersion other = constraint.version;
                if (version.isBefore(other)) {
                    return false;
                }
                // ~0.0.0 and ~* allow everything from there on.
                if (isZero(other) && !constraint.minorDirty && !constraint.patchDirty) {
                    return true;
                }
                return version.major() == other.major() && (constraint.minorDirty || version.minor() == other.minor());
            }
        },
        CARET {
            @Override
            boolean allows(SemanticVersion version, SemverConstraint constraint) {
                SemanticVersion other = constraint.version;
                if (version.isBefore(other)) {
                    return false;
                }
                if (other.major() != 0 || constraint.minorDirty) {
                    return version.major() == other.major();
                }
                if (version.major() != 0) {
                    return false;
                }
                if (other.minor() != 0 || constraint.patchDirty) {
                    return version.minor() == other.minor();
                }
                return version.minor() == 0 && version.patch() == other.patch();
            }
        };

        private static final Map<String, Operator> BY_SIGN = Map.ofEntries(
                Map.entry("", EQUAL),
                Map.entry("=", EQUAL),
                Map.entry("!=", NOT_EQUAL),
                Map.entry(">", GREATER),
                Map.entry("<", LESS),
                Map.entry(">=", GREATER_OR_EQUAL),
                Map.entry("=>", GREATER_OR_EQUAL),
                Map.entry("<=", LESS_OR_EQUAL),
                Map.entry("=<", LESS_OR_EQUAL),
                Map.entry("~", TILDE),
                Map.entry("~>", TILDE),
                Map.entry("^", CARET));

        /** The operator of a sign that the grammar of ranges has let through. */
        static Operator of(String sign) {
            Operator operator = BY_SIGN.get(sign);
            if (operator == null) {
                throw new IllegalArgumentException("no operator: " + sign);
            }
            return operator;
        }

        /** Whether a version that may be a pre-release is allowed. */
        abstract boolean allows(SemanticVersion version, SemverConstraint constraint);

        private static boolean isZero(SemanticVersion version) {
            return version.major() == 0 && version.minor() == 0 && version.patch() == 0;
        }
    }

    /** Whether a version is allowed; pre-releases are not, unless the range they are tried against names one. */
    boolean allows(SemanticVersion candidate, boolean prereleases) {
        if (candidate.isPrerelease() && !prereleases) {
            return false;
        }
        return operator.allows(candidate, this);
    }
}
