package org.hactl.jinja.python;

/** A text that Ansible does not parse into a value, such as the result of {@code to_json}. */
public record NativeText(String text) {}
