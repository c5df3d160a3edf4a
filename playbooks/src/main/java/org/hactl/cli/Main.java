package org.hactl.cli;

/** Entry point of the {@code hactl} command. */
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    System.exit(args.length);
  }
}
