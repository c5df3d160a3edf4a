package org.hactl.agent.store;

/** The power goes. */
public final class Crash extends Error {
  public Crash(String at) {
    super(at);
  }
}
