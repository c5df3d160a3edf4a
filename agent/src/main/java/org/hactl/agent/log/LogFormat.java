package org.hactl.agent.log;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.util.logging.ConsoleHandler;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/**
 * Writes each entry as one line on standard error: under systemd with the priority that the journal
 * reads ({@code <4>}), elsewhere with the time.
 */
public final class LogFormat extends Formatter {
  private final boolean journal;

  LogFormat(boolean journal) {
    this.journal = journal;
  }

  /**
   * Makes this the format of all log output.
   *
   * @param level {@code error}, {@code warn}, {@code info} or {@code debug}
   * @throws IllegalArgumentException for any other level
   */
  public static void install(String level) {
    // Must be set before the first logger is created.
    System.setProperty("java.util.logging.manager", LastingLogManager.class.getName());
    Logger root = Logger.getLogger("");
    for (Handler handler : root.getHandlers()) {
      root.removeHandler(handler);
    }
    ConsoleHandler console = new ConsoleHandler();
    console.setFormatter(new LogFormat(System.getenv("JOURNAL_STREAM") != null));
    Level wanted = level(level);
    console.setLevel(wanted);
    root.addHandler(new BackgroundLog(LogRotation.around(console)));
    root.setLevel(wanted);
  }

  /** Runs something whose log says nothing about this host. */
  public static void muted(Muted task) throws IOException {
    Logger root = Logger.getLogger("");
    Level before = root.getLevel();
    root.setLevel(Level.OFF);
    try {
      task.run();
    } finally {
      root.setLevel(before);
    }
  }

  /** A task without a log. */
  @FunctionalInterface
  public interface Muted {
    void run() throws IOException;
  }

  /** Waits a short time until all log entries are written. Call this at the end of the process. */
  public static void flush() {
    for (Handler handler : Logger.getLogger("").getHandlers()) {
      handler.flush();
    }
  }

  public static Level level(String name) {
    return switch (name) {
      case "error" -> Level.SEVERE;
      case "warn" -> Level.WARNING;
      case "info" -> Level.INFO;
      case "debug" -> Level.FINE;
      default ->
          throw new IllegalArgumentException(
              "'" + name + "' is not a log level; use error, warn, info or debug");
    };
  }

  @Override
  public String format(LogRecord entry) {
    StringBuilder line = new StringBuilder();
    if (journal) {
      line.append('<').append(priority(entry.getLevel())).append('>');
    } else {
      line.append(Instant.ofEpochMilli(entry.getMillis())).append(' ');
      line.append(word(entry.getLevel())).append(' ');
    }
    line.append(formatMessage(entry).replace('\n', ' ')).append('\n');
    if (entry.getThrown() != null) {
      StringWriter trace = new StringWriter();
      entry.getThrown().printStackTrace(new PrintWriter(trace));
      line.append(trace);
    }
    return line.toString();
  }

  /** The numbers of syslog(3). */
  private static int priority(Level level) {
    if (level.intValue() >= Level.SEVERE.intValue()) {
      return 3;
    }
    if (level.intValue() >= Level.WARNING.intValue()) {
      return 4;
    }
    return level.intValue() >= Level.INFO.intValue() ? 6 : 7;
  }

  private static String word(Level level) {
    return switch (priority(level)) {
      case 3 -> "ERROR";
      case 4 -> "WARN ";
      case 6 -> "INFO ";
      default -> "DEBUG";
    };
  }
}
