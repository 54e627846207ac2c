package dev.sluice.pipeline;

import dev.sluice.report.TextReport;

/**
 * What a front end prints when a run is over, in two parts, so that a program which reads the first never meets the
 * second: {@linkplain #result what was asked for}, and {@linkplain #aside what a person should know beside it}.
 */
public final class Printout {

    private final TextReport text;

    /** With colours for a terminal, or without any escape sequence. */
    public Printout(boolean coloured) {
        this.text = new TextReport(coloured);
    }

    /**
     * The differences or findings where they were asked for in a format of programs, else the report for people. Nothing where the
     * result is manifests: those were {@linkplain RunOutput#manifests taken} when they were rendered.
     */
    public String result(RunRequest request, RunResult result) {
        if (printsManifests(request)) {
            return "";
        }
        if (printsFormat(request)) {
            return request.format().writer().write(result.report());
        }
        return text.write(result.report());
    }

    /** Warnings, problems and the verdict, where the result is for programs; else empty. */
    public String aside(RunRequest request, RunResult result) {
        return isForPrograms(request) ? text.outcome(result.report()) : "";
    }

    /** Whether the result is manifests or a format that programs read, and not text for people. */
    public static boolean isForPrograms(RunRequest request) {
        return printsManifests(request) || printsFormat(request);
    }

    private static boolean printsManifests(RunRequest request) {
        return request.command() == Command.RENDER && request.output().isEmpty();
    }

    private static boolean printsFormat(RunRequest request) {
        boolean hasFormats = request.command() == Command.DIFF || request.command() == Command.VALIDATE;
        return hasFormats && request.format() != ReportFormat.TEXT;
    }
}
