package org.hactl.lab.demo;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/** Prints the demonstration: a heading per stage, the commands below it, and the result. */
final class DemoConsole {
  private final PrintStream out;
  private final boolean colour;
  private int stage;

  DemoConsole(PrintStream out, boolean colour) {
    this.out = out;
    this.colour = colour;
  }

  void stage(String title) {
    stage++;
    out.println();
    out.println(paint("1", stage + ". " + title));
  }

  /** Prints a command and the host it runs on. */
  void command(String host, String line) {
    out.println("   " + paint("2", host + "$ ") + line);
  }

  /** Prints a line of a command's output. */
  synchronized void said(String line) {
    out.println("   " + paint("2", "| ") + line);
  }

  void result(String text) {
    out.println("   " + paint("32", "=> ") + text);
  }

  void failed(String text) {
    out.println("   " + paint("31", "!! ") + text);
  }

  void plain(String text) {
    out.println(text);
  }

  static String seconds(Duration time) {
    return String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1000.0);
  }

  private String paint(String code, String text) {
    return colour ? "\033[" + code + "m" + text + "\033[0m" : text;
  }
}
