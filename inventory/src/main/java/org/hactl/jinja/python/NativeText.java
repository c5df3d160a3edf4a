package org.hactl.jinja.python;

/** A text that stays one where Ansible makes values of texts: what {@code to_json} yields. */
public record NativeText(String text) {}
