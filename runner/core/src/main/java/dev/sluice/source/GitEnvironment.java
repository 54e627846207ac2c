package dev.sluice.source;

import java.util.concurrent.TimeUnit;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.lib.ConfigConstants;
import org.eclipse.jgit.storage.file.FileBasedConfig;
import org.eclipse.jgit.util.FS;
import org.eclipse.jgit.util.SystemReader;
import org.jspecify.annotations.Nullable;

/**
 * JGit without the machine's habits: no user's, system or JGit configuration is read or written, and no environment
 * variable counts. What a run does must follow from the repository and the command line alone.
 *
 * <p>JGit keeps this in a static field; here is the only place that sets it, once a JVM.
 */
final class GitEnvironment extends SystemReader.Delegate {

    private static final GitEnvironment INSTALLED = install();

    private GitEnvironment(SystemReader machine) {
        super(machine);
    }

    /** Makes sure that JGit is isolated; to be called before its first use. */
    static void isolate() {
        if (SystemReader.getInstance() != INSTALLED) {
            SystemReader.setInstance(INSTALLED);
        }
    }

    private static GitEnvironment install() {
        var environment = new GitEnvironment(SystemReader.getInstance());
        SystemReader.setInstance(environment);
        return environment;
    }

    @Override
    public @Nullable String getenv(String variable) {
        return variable.equals("PATH") ? "" : null;
    }

    @Override
    public FileBasedConfig openUserConfig(Config parent, FS fs) {
        return new NoConfig(parent, fs);
    }

    @Override
    public FileBasedConfig openSystemConfig(Config parent, FS fs) {
        return new NoConfig(parent, fs);
    }

    @Override
    public FileBasedConfig openJGitConfig(Config parent, FS fs) {
        return new NoConfig(parent, fs);
    }

    /** A configuration of nothing that is never loaded or saved. */
    private static final class NoConfig extends FileBasedConfig {

        /** The coarsest resolution that JGit reckons with; it costs a second look at files that just changed. */
        private static final long RESOLUTION_SECONDS = 2;

        NoConfig(Config parent, FS fs) {
            super(parent, null, fs);
        }

        @Override
        public void load() {
            // There is no file.
        }

        @Override
        public void save() {
            // There is no file.
        }

        @Override
        public boolean isOutdated() {
            return false;
        }

        /**
         * JGit would measure the file system's clock for three seconds, with probe files in the user's repository, where
         * it finds nothing about it in its configuration.
         */
        @Override
        public long getTimeUnit(String section, String subsection, String name, long defaultValue, TimeUnit wantUnit) {
            if (ConfigConstants.CONFIG_FILESYSTEM_SECTION.equals(section)) {
                return wantUnit.convert(RESOLUTION_SECONDS, TimeUnit.SECONDS);
            }
            return super.getTimeUnit(section, subsection, name, defaultValue, wantUnit);
        }
    }
}
