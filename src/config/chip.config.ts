import { alertTarget } from './alert-target.variable.ts';
import { modelPrices, type ModelPrices } from './model-prices.variable.ts';
import { mcpServers, type McpServerSettings } from './mcp-servers.variable.ts';
import { decimal, flag, integer, line, list, oneOf, timeZone, url } from './variables.ts';

/**
 * Everything that can be set, named as its environment variable, with the default of a fresh machine. Inject it by
 * class. `.env.example` explains each in this order.
 */
export class ChipConfig {
  @oneOf('development', 'test', 'production') readonly NODE_ENV: string = 'development';

  // The model. Without a key the built-in offline model answers.
  @line() readonly GROQ_API_KEY?: string;
  @line() readonly GROQ_MODEL: string = 'openai/gpt-oss-120b';
  @list() readonly GROQ_FALLBACK_MODELS: string[] = ['openai/gpt-oss-20b'];
  @url() readonly OPENAI_API_BASE: string = 'https://api.groq.com/openai/v1';
  /** Unset: pictures are not looked at, and Chip says so. */
  @line() readonly GROQ_VISION_MODEL?: string;
  /** Hears voice messages that the channel has not transcribed, when there is a key. */
  @line() readonly GROQ_TRANSCRIPTION_MODEL: string = 'whisper-large-v3-turbo';
  @decimal(0, 2) readonly GROQ_TEMPERATURE: number = 0.7;
  /** Tokens of persona, history and message together, and of one answer (its reasoning included). */
  @integer(1500, 1_000_000) readonly INPUT_TOKEN_LIMIT: number = 8000;
  @integer(64, 65_536) readonly OUTPUT_TOKEN_LIMIT: number = 1024;

  // Loop Message. Without a key, outbound is shown on the terminal and sent nowhere.
  @line() readonly LOOP_API_KEY?: string;
  @url() readonly LOOP_API_BASE_URL?: string;
  @oneOf('v1', 'legacy') readonly LOOP_API_GENERATION: 'v1' | 'legacy' = 'v1';
  @line() readonly LOOP_SECRET_KEY?: string;
  @line() readonly LOOP_SENDER?: string;
  /** Two while the secret is being changed. */
  @list() readonly LOOP_WEBHOOK_SECRET: string[] = [];

  // Twilio. Off until there is an account.
  @line() readonly TWILIO_ACCOUNT_SID?: string;
  /** Two while the token is being changed. */
  @list() readonly TWILIO_AUTH_TOKEN: string[] = [];
  /** For sends, instead of the token. */
  @line() readonly TWILIO_API_KEY?: string;
  @line() readonly TWILIO_API_SECRET?: string;
  /** A number, or the sid of a messaging service. */
  @line() readonly TWILIO_SENDER?: string;
  @url() readonly TWILIO_API_BASE_URL?: string;

  // Where conversations are kept.
  @line() readonly DATABASE_PATH: string = 'data/chip.db';
  @url() readonly SUPABASE_URL?: string;
  @line() readonly SUPABASE_KEY?: string;
  /** What is older is removed once a day, unless it is open; 0 = kept. */
  @integer(0, 36_500) readonly RETENTION_DAYS: number = 0;
  /** Set by Railway itself: that it runs there, and where a volume is. */
  @line() readonly RAILWAY_ENVIRONMENT?: string;
  @line() readonly RAILWAY_VOLUME_MOUNT_PATH?: string;

  // The server.
  /** Unset: all interfaces. */
  @line() readonly HOST?: string;
  @integer(0, 65_535) readonly PORT: number = 8000;
  /** Where the outside finds this server, with what a proxy takes off the path. Signatures are made over it. */
  @url() readonly PUBLIC_URL?: string;
  /** Requests one address may make to `/webhooks` in a minute; 0 = any number. */
  @integer(0) readonly HTTP_RATE_LIMIT: number = 6000;
  /** How many proxies stand before Chip and may name the client's address in X-Forwarded-For. Railway: 1. */
  @integer(0, 10) readonly TRUST_PROXY: number = 0;
  /** Unset: shown except in production. */
  @flag() readonly ENABLE_DOCS?: boolean;
  @oneOf('fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent') readonly LOG_LEVEL: string = 'info';
  /** Unset: /metrics is shown to this machine alone. */
  @line() readonly METRICS_TOKEN?: string;
  /** Who is told when Chip cannot help himself: an address to post to, or a contact. Unset: nobody. */
  @alertTarget() readonly ALERT_TARGET?: string;
  /** Where traces go, by the standard names; unset: nowhere. Without its path, and with it. */
  @url() readonly OTEL_EXPORTER_OTLP_ENDPOINT?: string;
  @url() readonly OTEL_EXPORTER_OTLP_TRACES_ENDPOINT?: string;
  @line() readonly OTEL_TRACES_EXPORTER: string = 'otlp';
  @line() readonly OTEL_SERVICE_NAME: string = 'chip';
  @flag() readonly OTEL_SDK_DISABLED: boolean = false;

  // How replies are made. Times are milliseconds.
  @oneOf('queued', 'inline') readonly REPLY_MODE: 'queued' | 'inline' = 'queued';
  @integer(0, 60_000) readonly REPLY_QUIET_MS: number = 700;
  @integer(0, 600_000) readonly REPLY_MAX_WAIT_MS: number = 8000;
  @integer(100, 600_000) readonly TURN_DEADLINE_MS: number = 25_000;
  @integer(200, 3_600_000) readonly TURN_LEASE_MS: number = 60_000;
  @integer(1, 1000) readonly TURN_CONCURRENCY: number = 32;
  @integer(100, 120_000) readonly SEND_TIMEOUT_MS: number = 15_000;
  @integer(200, 3_600_000) readonly SEND_GRACE_MS: number = 60_000;
  /** When a text in a group gets an answer: always, when Chip is addressed, never. By group id: `id=always,id=never`. */
  @oneOf('always', 'addressed', 'never') readonly GROUP_REPLY: 'always' | 'addressed' | 'never' = 'addressed';
  @list() readonly GROUP_REPLY_OVERRIDES: string[] = [];
  /** Stops for an hour whoever answers like a machine. */
  @flag() readonly BOT_LOOP_BREAKER: boolean = true;
  /** Unanswered texts one conversation may have; 0 = any number. */
  @integer(0) readonly LIMIT_UNANSWERED: number = 100;
  /** Turns and model tokens of one conversation (a person, a group). 0 = any number, as below. */
  @integer(0) readonly LIMIT_TURNS_PER_MINUTE: number = 12;
  @integer(0) readonly LIMIT_TURNS_PER_DAY: number = 300;
  @integer(0) readonly LIMIT_TOKENS_PER_DAY: number = 200_000;
  /** Of the whole installation. */
  @integer(0) readonly LIMIT_ALL_TOKENS_PER_DAY: number = 0;
  @decimal(0, 1_000_000) readonly LIMIT_USD_PER_DAY: number = 5;
  /** Prices besides Groq's, or instead of them. */
  @modelPrices() readonly MODEL_PRICES: ModelPrices = {};

  // What Chip can do besides answering. Each tool is off until it is named.
  @list() readonly TOOLS: string[] = [];
  /** A folder of Markdown files. */
  @line() readonly KNOWLEDGE_PATH: string = 'knowledge';
  /** iCalendar feeds (https) and files. */
  @list() readonly CALENDAR_URLS: string[] = [];
  /** A SearXNG; with the key one that speaks Brave's API, Brave itself when there is no address. */
  @url() readonly WEB_SEARCH_URL?: string;
  @line() readonly WEB_SEARCH_KEY?: string;
  /** MCP servers, and which of their tools Chip may call. */
  @mcpServers() readonly MCP_SERVERS: McpServerSettings[] = [];
  /** Of people whose own is not known. */
  @timeZone() readonly DEFAULT_TIME_ZONE: string = 'America/Chicago';

  /** Who may answer in Chip's place. Each is off until it is named. */
  @list() readonly SUB_AGENTS: string[] = [];

  get production(): boolean {
    return this.NODE_ENV === 'production';
  }

  get docsShown(): boolean {
    return this.ENABLE_DOCS ?? !this.production;
  }

  /** Between the send time-out and the grace, so that a send ends before its lease and the lease before a resend. */
  get sendLeaseMs(): number {
    return Math.round((this.SEND_TIMEOUT_MS + this.SEND_GRACE_MS) / 2);
  }
}
