package org.hactl.jinja.python;

/** Ansible's {@code omit}: leaves out a parameter of a task, of which a template here has none. */
public enum Omit {
  OMIT
}
