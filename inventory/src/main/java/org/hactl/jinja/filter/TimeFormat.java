package org.hactl.jinja.filter;

import java.time.DayOfWeek;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.TextStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.IsoFields;
import java.util.Locale;
import org.hactl.jinja.python.JinjaException;

/** Python's {@code strftime} in the C locale. */
final class TimeFormat {
  private TimeFormat() {}

  /**
   * Writes a time.
   *
   * @param zone what stands for {@code %Z} and {@code %z}; a naive date has neither
   * @param micros whether {@code %f} is known, as for a date; Python's {@code time} leaves it
   */
  static String format(String format, ZonedDateTime time, boolean zone, boolean micros) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < format.length(); i++) {
      char c = format.charAt(i);
      if (c != '%' || i + 1 == format.length()) {
        out.append(c);
        continue;
      }
      out.append(one(format.charAt(++i), time, zone, micros));
    }
    return out.toString();
  }

  private static String one(char letter, ZonedDateTime t, boolean zone, boolean micros) {
    return switch (letter) {
      case 'a' -> t.getDayOfWeek().getDisplayName(TextStyle.SHORT, Locale.ENGLISH);
      case 'A' -> t.getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
      case 'b', 'h' -> t.getMonth().getDisplayName(TextStyle.SHORT, Locale.ENGLISH);
      case 'B' -> t.getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
      case 'c' -> format("%a %b %e %H:%M:%S %Y", t, zone, micros);
      case 'C' -> number("%02d", t.getYear() / 100);
      case 'd' -> number("%02d", t.getDayOfMonth());
      case 'D', 'x' -> format("%m/%d/%y", t, zone, micros);
      case 'e' -> number("%2d", t.getDayOfMonth());
      case 'f' -> micros ? number("%06d", t.getNano() / 1_000) : "%f";
      case 'F' -> format("%Y-%m-%d", t, zone, micros);
      case 'G' -> number("%d", t.get(IsoFields.WEEK_BASED_YEAR));
      case 'g' -> number("%02d", t.get(IsoFields.WEEK_BASED_YEAR) % 100);
      case 'H' -> number("%02d", t.getHour());
      case 'I' -> number("%02d", t.get(ChronoField.CLOCK_HOUR_OF_AMPM));
      case 'j' -> number("%03d", t.getDayOfYear());
      case 'k' -> number("%2d", t.getHour());
      case 'l' -> number("%2d", t.get(ChronoField.CLOCK_HOUR_OF_AMPM));
      case 'm' -> number("%02d", t.getMonthValue());
      case 'M' -> number("%02d", t.getMinute());
      case 'n' -> "\n";
      case 'p' -> t.getHour() < 12 ? "AM" : "PM";
      case 'P' -> t.getHour() < 12 ? "am" : "pm";
      case 'r' -> format("%I:%M:%S %p", t, zone, micros);
      case 'R' -> format("%H:%M", t, zone, micros);
      case 's' -> Long.toString(t.toEpochSecond());
      case 'S' -> number("%02d", t.getSecond());
      case 't' -> "\t";
      case 'T', 'X' -> format("%H:%M:%S", t, zone, micros);
      case 'u' -> number("%d", t.getDayOfWeek().getValue());
      case 'U' -> number("%02d", (t.getDayOfYear() + 6 - sunday(t)) / 7);
      case 'V' -> number("%02d", t.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR));
      case 'w' -> number("%d", sunday(t));
      case 'W' -> number("%02d", (t.getDayOfYear() + 7 - t.getDayOfWeek().getValue()) / 7);
      case 'y' -> number("%02d", t.getYear() % 100);
      case 'Y' -> number("%d", t.getYear());
      case 'z' -> zone ? t.format(DateTimeFormatter.ofPattern("xx", Locale.ROOT)) : "";
      case 'Z' -> zone ? name(t) : "";
      case '%' -> "%";
      default -> throw new JinjaException("a time has no format \"%" + letter + "\" here");
    };
  }

  private static String name(ZonedDateTime time) {
    String name = time.format(DateTimeFormatter.ofPattern("zzz", Locale.ENGLISH));
    return name.equals("Z") ? "UTC" : name;
  }

  /** The day of the week, Sunday as 0. */
  private static int sunday(ZonedDateTime time) {
    return time.getDayOfWeek() == DayOfWeek.SUNDAY ? 0 : time.getDayOfWeek().getValue();
  }

  private static String number(String format, int number) {
    return String.format(Locale.ROOT, format, number);
  }
}
