package com.cloudbees.plugins.credentials.domains;
import java.io.Serializable;
@SuppressWarnings("serial")
public class DomainRequirement implements Serializable {}
