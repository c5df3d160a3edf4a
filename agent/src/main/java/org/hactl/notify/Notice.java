package org.hactl.notify;

/** One message to a person. */
public record Notice(String subject, String body) {}
