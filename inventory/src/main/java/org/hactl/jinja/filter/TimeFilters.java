package org.hactl.jinja.filter;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hactl.jinja.python.DateTime;
import org.hactl.jinja.python.JinjaException;
import org.hactl.jinja.python.Numbers;
import org.hactl.jinja.python.Values;
import org.jspecify.annotations.Nullable;

/** Dates: the filters, the function {@code now()}, and the attributes of a date. */
final class TimeFilters {
  private static final Signature NOW = Signature.of("utc=False, fmt=None");

  private TimeFilters() {}

  static List<Filter> all() {
    return List.of(
        Filter.of("strftime", "second=None, utc=False", TimeFilters::format),
        Filter.of(
            "to_datetime",
            "format='%Y-%m-%d %H:%M:%S'",
            (v, a) -> TimeReading.read(Values.text(v), a.text("format"))));
  }

  /** The time at which the run began, the same in all templates of a run. */
  static Object now(List<Object> given, Map<String, Object> named, Runtime runtime) {
    Arguments a = NOW.bind("now()", given, named, runtime);
    ZonedDateTime now = runtime.controlNode().now();
    LocalDateTime local =
        a.truth("utc")
            ? now.withZoneSameInstant(ZoneOffset.UTC).toLocalDateTime()
            : now.toLocalDateTime();
    return a.given("fmt") && a.truth("fmt")
        ? naive(local, a.text("fmt"))
        : new DateTime(local.withNano(local.getNano() / 1_000 * 1_000));
  }

  private static String naive(LocalDateTime time, String format) {
    return TimeFormat.format(format, time.atZone(ZoneOffset.UTC), false, true);
  }

  private static Object format(Object value, Arguments a) {
    ZonedDateTime now = a.runtime().controlNode().now();
    ZoneId zone = a.truth("utc") ? ZoneId.of("GMT") : now.getZone();
    Instant instant = a.given("second") ? instant(a.get("second")) : now.toInstant();
    return TimeFormat.format(Values.text(value), instant.atZone(zone), true, false);
  }

  private static Instant instant(Object seconds) {
    try {
      double number =
          seconds instanceof String text ? Numbers.parseFloating(text) : Numbers.floating(seconds);
      if (!(Math.abs(number) < 1e11)) {
        throw new JinjaException("\"strftime\": the time is too far away");
      }
      return Instant.ofEpochSecond(
          new BigDecimal(number).setScale(0, RoundingMode.FLOOR).longValueExact());
    } catch (NumberFormatException e) {
      throw new JinjaException("\"strftime\" takes seconds since 1970");
    }
  }

  /** An attribute or method of a date or of the time between two dates. */
  static Optional<Object> attribute(Object base, String name) {
    return switch (base) {
      case DateTime date -> Optional.ofNullable(ofDate(date, name));
      case DateTime.Span span -> Optional.ofNullable(ofSpan(span, name));
      default -> Optional.empty();
    };
  }

  private static @Nullable Object ofDate(DateTime date, String name) {
    LocalDateTime time = date.time();
    return switch (name) {
      case "year" -> (long) time.getYear();
      case "month" -> (long) time.getMonthValue();
      case "day" -> (long) time.getDayOfMonth();
      case "hour" -> (long) time.getHour();
      case "minute" -> (long) time.getMinute();
      case "second" -> (long) time.getSecond();
      case "microsecond" -> date.microseconds();
      case "strftime" -> method("format", a -> naive(time, a.text("format")));
      case "isoformat" -> method("sep='T'", a -> date.iso(a.text("sep")));
      case "weekday" -> method("", _ -> time.getDayOfWeek().getValue() - 1L);
      case "isoweekday" -> method("", _ -> (long) time.getDayOfWeek().getValue());
      case "ctime" -> method("", _ -> naive(time, "%c"));
      case "timestamp" ->
          method("", a -> timestamp(date, a.runtime().controlNode().now().getZone()));
      case "date", "time", "timetuple", "utctimetuple", "replace", "astimezone", "tzinfo" ->
          throw new JinjaException("\"" + name + "\" of a date is not supported; use strftime");
      default -> null;
    };
  }

  private static double timestamp(DateTime date, ZoneId zone) {
    Instant instant = date.time().atZone(zone).toInstant();
    return instant.getEpochSecond() + date.microseconds() / 1e6;
  }

  private static @Nullable Object ofSpan(DateTime.Span span, String name) {
    return switch (name) {
      case "days" -> span.days();
      case "seconds" -> span.seconds();
      case "microseconds" -> span.microseconds();
      case "total_seconds" -> method("", _ -> span.totalSeconds());
      default -> null;
    };
  }

  private interface Method {
    Object apply(Arguments a);
  }

  private static Callable method(String signature, Method body) {
    Signature parameters = Signature.of(signature);
    return (positional, named, runtime) ->
        body.apply(parameters.bind("this method", positional, named, runtime));
  }
}
