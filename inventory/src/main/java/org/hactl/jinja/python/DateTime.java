package org.hactl.jinja.python;

import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Python's {@code datetime} without a time zone. */
public record DateTime(LocalDateTime time) {
  private static final DateTimeFormatter SECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss", Locale.ROOT);
  private static final DateTimeFormatter MICROSECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS", Locale.ROOT);

  public long microseconds() {
    return time.getNano() / 1_000;
  }

  /** Python's {@code isoformat()}. */
  public String iso(String separator) {
    String text = time.format(microseconds() == 0 ? SECONDS : MICROSECONDS);
    return text.replace("T", separator);
  }

  /** Python's {@code repr()}. */
  String shown() {
    String seconds = time.getSecond() == 0 && microseconds() == 0 ? "" : ", " + time.getSecond();
    return "datetime.datetime(%d, %d, %d, %d, %d%s)"
        .formatted(
            time.getYear(),
            time.getMonthValue(),
            time.getDayOfMonth(),
            time.getHour(),
            time.getMinute(),
            seconds + (microseconds() == 0 ? "" : ", " + microseconds()));
  }

  /** Python's {@code date}: a day that YAML's rules make of a text. */
  public record Day(LocalDate date) {
    String shown() {
      return "datetime.date(%d, %d, %d)"
          .formatted(date.getYear(), date.getMonthValue(), date.getDayOfMonth());
    }
  }

  /** Time between two dates, as Python's {@code timedelta}. */
  public record Span(Duration duration) {
    public long days() {
      return Math.floorDiv(duration.getSeconds(), 86_400);
    }

    public long seconds() {
      return Math.floorMod(duration.getSeconds(), 86_400);
    }

    public long microseconds() {
      return duration.getNano() / 1_000;
    }

    public double totalSeconds() {
      return (duration.getSeconds() * 1_000_000.0 + microseconds()) / 1_000_000.0;
    }

    /** Python's {@code str()}: {@code 1 day, 2:03:04}. */
    @Override
    public String toString() {
      String days = days() == 0 ? "" : days() + (Math.abs(days()) == 1 ? " day, " : " days, ");
      long rest = seconds();
      String clock =
          String.format(Locale.ROOT, "%d:%02d:%02d", rest / 3_600, rest / 60 % 60, rest % 60);
      String micros =
          microseconds() == 0 ? "" : String.format(Locale.ROOT, ".%06d", microseconds());
      return days + clock + micros;
    }
  }
}
