package dev.sluice.report;

/** Writes what a run did in one form; the same report gives the same text. */
@FunctionalInterface
public interface ReportWriter {

    String write(RunReport report);
}
