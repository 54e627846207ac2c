package dev.sluice.cluster.kubernetes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The process that holds a Lease, told so exactly that another process of the same machine can prove that it is dead.
 *
 * @param machine the boot of the kernel, and the namespaces in which the process id and the start are valid
 * @param user whose process it is: some machines show a user no others
 * @param process its id
 * @param start when it started, in the kernel's ticks: ids are used again
 */
record Holder(String machine, String user, String process, String start) {

    private static final String SEPARATOR = " ";

    /** proc(5), counted from behind the command's name: {@code state} and {@code starttime}. */
    private static final int STATE = 0;

    private static final int START_TIME = 19;

    /**
     * This process; empty where the system does not tell.
     *
     * @param proc {@code /proc}
     */
    static Optional<Holder> ofThisProcess(Path proc) {
        String process = String.valueOf(ProcessHandle.current().pid());
        try {
            // Another one's /proc counts processes in another way.
            if (!Files.readSymbolicLink(proc.resolve("self")).toString().equals(process)) {
                return Optional.empty();
            }
            Path self = proc.resolve(process);
            String machine = String.join(
                    ",",
                    Files.readString(proc.resolve("sys/kernel/random/boot_id")).strip(),
                    Files.readSymbolicLink(self.resolve("ns/pid")).toString(),
                    Files.readSymbolicLink(self.resolve("ns/time")).toString());
            String user = Files.getAttribute(self, "unix:uid").toString();
            return Optional.of(new Holder(machine, user, process, stat(self).get(START_TIME)));
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
            // Not Linux, or not as we know it: then no death can be proved.
            return Optional.empty();
        }
    }

    /** The process that a {@link #text} tells of; empty where it tells of none. */
    static Optional<Holder> parse(String text) {
        String[] parts = text.split(SEPARATOR, -1);
        return parts.length == 4 && parts[2].matches("[0-9]+")
                ? Optional.of(new Holder(parts[0], parts[1], parts[2], parts[3]))
                : Optional.empty();
    }

    String text() {
        return String.join(SEPARATOR, machine, user, process, start);
    }

    /** Whether the process is certainly gone, as this one sees it. */
    boolean isDead(Holder observer, Path proc) {
        if (!machine.equals(observer.machine) || !user.equals(observer.user)) {
            return false;
        }
        Path directory = proc.resolve(process);
        try {
            List<String> stat = stat(directory);
            boolean isAnother = !stat.get(START_TIME).equals(start);
            return isAnother || (stat.get(STATE).equals("Z") && threads(directory) == 1);
        } catch (NoSuchFileException e) {
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static List<String> stat(Path process) throws IOException {
        String line = Files.readString(process.resolve("stat"));
        List<String> fields =
                List.of(line.substring(line.lastIndexOf(')') + 1).strip().split(SEPARATOR));
        if (fields.size() <= START_TIME) {
            throw new IOException("no stat");
        }
        return fields;
    }

    /** A process whose first thread has ended is a zombie, too, but alive. */
    private static long threads(Path process) throws IOException {
        try (Stream<Path> threads = Files.list(process.resolve("task"))) {
            return threads.count();
        }
    }
}
