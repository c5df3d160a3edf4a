package org.hactl.control;

/**
 * The site, the inventory or what was asked of them is wrong. The message is everything that is, as
 * a person reads it; no host was contacted.
 */
public final class SiteProblems extends Exception {
  public SiteProblems(String rendered) {
    super(rendered);
  }
}
