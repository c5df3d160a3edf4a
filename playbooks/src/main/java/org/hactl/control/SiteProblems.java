package org.hactl.control;

/**
 * The site, the inventory or the request is wrong. The message lists all problems for the operator;
 * no host was contacted.
 */
public final class SiteProblems extends Exception {
  SiteProblems(String rendered) {
    super(rendered);
  }
}
