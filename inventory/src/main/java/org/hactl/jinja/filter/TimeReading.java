package org.hactl.jinja.filter;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hactl.jinja.python.DateTime;
import org.hactl.jinja.python.JinjaException;

/** Python's {@code datetime.strptime} in the C locale, without time zones. */
final class TimeReading {
  private static final List<String> MONTHS =
      List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");
  private static final List<String> LONG_MONTHS =
      List.of(
          "january",
          "february",
          "march",
          "april",
          "may",
          "june",
          "july",
          "august",
          "september",
          "october",
          "november",
          "december");

  private final String text;
  private final String format;
  private int at;
  private int year = 1900;
  private int month = 1;
  private int day = 1;
  private int dayOfYear;
  private int hour;
  private boolean twelve;
  private boolean afternoon;
  private int minute;
  private int second;
  private int micros;

  private TimeReading(String text, String format) {
    this.text = text;
    this.format = format;
  }

  static DateTime read(String text, String format) {
    String plain =
        format
            .replace("%T", "%H:%M:%S")
            .replace("%X", "%H:%M:%S")
            .replace("%D", "%m/%d/%y")
            .replace("%x", "%m/%d/%y")
            .replace("%c", "%a %b %d %H:%M:%S %Y");
    TimeReading reading = new TimeReading(text, plain);
    try {
      return reading.run();
    } catch (DateTimeException e) {
      throw reading.wrong();
    }
  }

  private JinjaException wrong() {
    return new JinjaException(
        "\"to_datetime\": the text does not fit the format \"" + format + "\"");
  }

  private DateTime run() {
    for (int i = 0; i < format.length(); i++) {
      char c = format.charAt(i);
      if (c == '%' && i + 1 < format.length()) {
        field(format.charAt(++i));
      } else if (Character.isWhitespace(c)) {
        match("\\s+");
      } else {
        match(Pattern.quote(String.valueOf(c)));
      }
    }
    if (at != text.length()) {
      throw wrong();
    }
    int hours = twelve ? hour % 12 + (afternoon ? 12 : 0) : hour;
    LocalDate date =
        dayOfYear > 0 ? LocalDate.ofYearDay(year, dayOfYear) : LocalDate.of(year, month, day);
    LocalDateTime time = date.atTime(hours, minute, second, micros * 1_000);
    return new DateTime(time);
  }

  private void field(char letter) {
    switch (letter) {
      case 'Y' -> year = number("\\d{4}");
      case 'y' -> {
        int two = number("\\d{2}");
        year = two <= 68 ? 2_000 + two : 1_900 + two;
      }
      case 'm' -> month = number("1[0-2]|0[1-9]|[1-9]");
      case 'd' -> day = number("3[0-1]|[1-2]\\d|0[1-9]|[1-9]| [1-9]");
      case 'j' ->
          dayOfYear = number("36[0-6]|3[0-5]\\d|[1-2]\\d\\d|0[1-9]\\d|00[1-9]|[1-9]\\d|[1-9]");
      case 'H' -> hour = number("2[0-3]|[0-1]\\d|\\d");
      case 'I' -> {
        hour = number("1[0-2]|0[1-9]|[1-9]");
        twelve = true;
      }
      case 'M' -> minute = number("[0-5]\\d|\\d");
      case 'S' -> second = number("6[0-1]|[0-5]\\d|\\d");
      case 'f' -> {
        String digits = match("[0-9]{1,6}");
        micros = Integer.parseInt(digits + "0".repeat(6 - digits.length()));
      }
      case 'p' -> afternoon = match("am|pm").toLowerCase(Locale.ROOT).equals("pm");
      case 'b' -> month = name(MONTHS) + 1;
      case 'B' -> month = name(LONG_MONTHS) + 1;
      case 'a' -> match("mon|tue|wed|thu|fri|sat|sun");
      case 'A' -> match("monday|tuesday|wednesday|thursday|friday|saturday|sunday");
      case '%' -> match("%");
      default -> throw new JinjaException("\"to_datetime\" does not read \"%" + letter + "\" here");
    }
  }

  private int name(List<String> names) {
    return names.indexOf(match(String.join("|", names)).toLowerCase(Locale.ROOT));
  }

  private int number(String pattern) {
    return Integer.parseInt(match(pattern).strip());
  }

  private String match(String pattern) {
    Matcher matcher =
        Pattern.compile(pattern, Pattern.CASE_INSENSITIVE).matcher(text).region(at, text.length());
    if (!matcher.lookingAt()) {
      throw wrong();
    }
    at = matcher.end();
    return matcher.group();
  }
}
