package org.hactl.notify;

/** One message to a person. */
public record MailMessage(String subject, String body) {}
