package dev.sluice.camel;

import dev.sluice.failure.InvalidInput;
import dev.sluice.failure.Problem;
import java.text.ParseException;
import java.util.List;
import java.util.regex.Pattern;
import org.quartz.CronExpression;

/** Schedules as people write them: the five fields of a Kubernetes CronJob, or the six or seven of Quartz. */
final class CronExpressions {

    private static final int UNIX_FIELDS = 5;
    private static final Pattern DAY_NUMBER = Pattern.compile("(?<![/#\\d])[0-7](?!\\d)");

    private CronExpressions() {}

    /**
     * The expression in Quartz' form.
     *
     * @throws InvalidInput if it is neither
     */
    static String quartz(String cron) {
        String[] fields = cron.trim().split("\\s+", -1);
        String expression = fields.length == UNIX_FIELDS ? fromUnix(fields, cron) : cron.trim();
        try {
            CronExpression.validateExpression(expression);
        } catch (ParseException e) {
            throw refused(cron, String.valueOf(e.getMessage()));
        }
        return expression;
    }

    /** Quartz wants seconds, counts days of the week from Sunday = 1, and a {@code ?} for the day field that is free. */
    private static String fromUnix(String[] fields, String cron) {
        String dayOfMonth = fields[2];
        String dayOfWeek = fields[4];
        if (!dayOfMonth.equals("*") && !dayOfWeek.equals("*")) {
            throw refused(cron, "a day of the month and a day of the week cannot both be given");
        }
        boolean weekly = !dayOfWeek.equals("*");
        return String.join(
                " ",
                "0",
                fields[0],
                fields[1],
                weekly ? "?" : dayOfMonth,
                fields[3],
                weekly ? shifted(dayOfWeek) : "?");
    }

    private static String shifted(String dayOfWeek) {
        return DAY_NUMBER.matcher(dayOfWeek).replaceAll(day -> String.valueOf(Integer.parseInt(day.group()) % 7 + 1));
    }

    private static InvalidInput refused(String cron, String why) {
        return InvalidInput.usage(List.of(new Problem(
                "--cron",
                "\"" + cron + "\" is no schedule: " + why,
                "for example \"*/5 * * * *\": every five minutes")));
    }
}
