/** What runs on agents: taking snapshots of files. Agents answer with data, and their answers are not trusted. */
package io.jenkins.plugins.intoto.agent;
