/** What an administrator decides for all jobs: layouts, the keys that sign them, and how links are recorded. */
package io.jenkins.plugins.intoto.config;
